/**
 * Sorts finite numbers in place, ascending. Many numbers are first dealt into buckets by value, which is quick where they are
 * spread; what crowds in a bucket is sorted there.
 */
export function sortNumbers(values: Float64Array): Float64Array {
  const buckets = bucketsOf(values);
  if (buckets === undefined) return values.sort();
  const dealt = new Float64Array(values.length);
  const { min, scale, next } = buckets;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const bucket = ((value - min) * scale) | 0;
    const place = next[bucket] as number;
    dealt[place] = value;
    next[bucket] = place + 1;
  }
  // Each bucket has moved on to where the following one starts.
  let start = 0;
  for (let bucket = 0; bucket < next.length; bucket++) {
    const end = next[bucket] as number;
    if (end - start > 1) sortPart(dealt, start, end);
    start = end;
  }
  values.set(dealt);
  return values;
}

/** The positions of finite numbers in ascending order of the numbers; equal ones keep their order. */
export function orderOfNumbers(values: Float64Array): Uint32Array {
  const order = new Uint32Array(values.length);
  const buckets = bucketsOf(values);
  if (buckets === undefined) {
    for (let i = 0; i < order.length; i++) order[i] = i;
    return order.sort((a, b) => (values[a] as number) - (values[b] as number));
  }
  const { min, scale, next } = buckets;
  for (let i = 0; i < values.length; i++) {
    const bucket = (((values[i] as number) - min) * scale) | 0;
    const place = next[bucket] as number;
    order[place] = i;
    next[bucket] = place + 1;
  }
  let start = 0;
  for (let bucket = 0; bucket < next.length; bucket++) {
    const end = next[bucket] as number;
    if (end - start > 1) orderPart(order, values, start, end);
    start = end;
  }
  return order;
}

/** About as many buckets of equal width as there are numbers, and where each starts. */
interface Buckets {
  readonly min: number;
  /** From a number's distance to the least to its bucket. */
  readonly scale: number;
  readonly next: Int32Array;
}

const FEW = 4096;

/** Nothing where there are few numbers, or all are equal. */
function bucketsOf(values: Float64Array): Buckets | undefined {
  if (values.length < FEW) return undefined;
  const [min, max] = boundsOf(values);
  const count = 1 << Math.min(20, 31 - Math.clz32(values.length));
  const scale = (count - 1) / (max - min);
  if (!(scale > 0 && scale < Infinity)) return undefined;
  const next = new Int32Array(count);
  for (let i = 0; i < values.length; i++) {
    const bucket = (((values[i] as number) - min) * scale) | 0;
    next[bucket] = (next[bucket] as number) + 1;
  }
  let start = 0;
  for (let bucket = 0; bucket < count; bucket++) {
    const size = next[bucket] as number;
    next[bucket] = start;
    start += size;
  }
  return { min, scale, next };
}

function boundsOf(values: Float64Array): readonly [number, number] {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}

const CROWD = 32;

/** By insertion where there are few, else natively. */
function sortPart(values: Float64Array, start: number, end: number): void {
  if (end - start > CROWD) {
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

function orderPart(order: Uint32Array, values: Float64Array, start: number, end: number): void {
  if (end - start > CROWD) {
    order.subarray(start, end).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
    return;
  }
  for (let i = start + 1; i < end; i++) {
    const row = order[i] as number;
    const value = values[row] as number;
    let place = i;
    while (place > start && (values[order[place - 1] as number] as number) > value) {
      order[place] = order[place - 1] as number;
      place -= 1;
    }
    order[place] = row;
  }
}
