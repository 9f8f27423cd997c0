/**
 * Sorts finite numbers in place, ascending. Many numbers are first dealt into buckets by value, which is quick where they are
 * spread; what crowds in a bucket is sorted there.
 */
export function sortNumbers(values: Float64Array): Float64Array {
  return values.length < 4096 ? values.sort() : bucketSort(values);
}

function bucketSort(values: Float64Array): Float64Array {
  const [min, max] = boundsOf(values);
  const buckets = 1 << Math.min(20, 30 - Math.clz32(values.length));
  const scale = (buckets - 1) / (max - min);
  if (!(scale > 0 && scale < Infinity)) return values.sort();
  const starts = new Int32Array(buckets + 1);
  for (let i = 0; i < values.length; i++) {
    const bucket = ((values[i] as number) - min) * scale;
    starts[(bucket | 0) + 1] = (starts[(bucket | 0) + 1] as number) + 1;
  }
  for (let bucket = 0; bucket < buckets; bucket++) {
    starts[bucket + 1] = (starts[bucket + 1] as number) + (starts[bucket] as number);
  }
  const dealt = new Float64Array(values.length);
  const next = starts.slice();
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const bucket = ((value - min) * scale) | 0;
    const place = next[bucket] as number;
    dealt[place] = value;
    next[bucket] = place + 1;
  }
  for (let bucket = 0; bucket < buckets; bucket++) {
    sortPart(dealt, starts[bucket] as number, starts[bucket + 1] as number);
  }
  values.set(dealt);
  return values;
}

function boundsOf(values: Float64Array): readonly [number, number] {
  let [min, max] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}

/** By insertion where there are few, else natively. */
function sortPart(values: Float64Array, start: number, end: number): void {
  if (end - start > 32) {
    values.subarray(start, end).sort();
    return;
  }
  for (let i = start + 1; i < end; i++) {
    const value = values[i] as number;
    let place = i;
    while (place > start && (values[place - 1] as number) > value) {
      values[place] = values[place - 1] as number;
      place -= 1;
    }
    values[place] = value;
  }
}
