import { allFinite } from "./all-finite.ts";

/** Fewer numbers than this are sorted at once. */
const FEW = 256;

/** Buckets that hold more than this are sorted on their own. */
const CROWDED = 32;

/**
 * A sorted copy, as `Float64Array.prototype.sort` gives it. The numbers go into buckets of one width first, which sorts all but those
 * that lie close together.
 */
export function sorted(values: Float64Array): Float64Array {
  const n = values.length;
  if (n < FEW || !allFinite(values)) return values.slice().sort();
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < n; i++) {
    const value = values[i] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const last = n >> 1;
  const factor = last / (high - low);
  if (!(factor > 0 && factor < Infinity)) return values.slice().sort();
  const ends = new Int32Array(last + 2);
  for (let i = 0; i < n; i++) {
    const bucket = (((values[i] as number) - low) * factor) | 0;
    ends[bucket + 1] = (ends[bucket + 1] as number) + 1;
  }
  for (let bucket = 1; bucket < ends.length; bucket++) {
    ends[bucket] = (ends[bucket] as number) + (ends[bucket - 1] as number);
  }
  const result = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const value = values[i] as number;
    const bucket = ((value - low) * factor) | 0;
    const at = ends[bucket] as number;
    result[at] = value;
    ends[bucket] = at + 1;
  }
  for (let bucket = 0, start = 0; bucket < ends.length; bucket++) {
    const end = ends[bucket] as number;
    if (end - start > CROWDED && !areAlike(result, start, end)) result.subarray(start, end).sort();
    start = end;
  }
  insertionSort(result);
  return result;
}

/** Whether all numbers from one place to another are the same one; −0 is another than 0. */
function areAlike(values: Float64Array, start: number, end: number): boolean {
  const first = values[start] as number;
  for (let at = start; at < end; at++) if (!Object.is(values[at], first)) return false;
  return true;
}

/** Sorts numbers that are nearly sorted; −0 comes before 0. */
function insertionSort(values: Float64Array): void {
  for (let i = 1; i < values.length; i++) {
    const value = values[i] as number;
    let at = i;
    for (; at > 0; at--) {
      const before = values[at - 1] as number;
      if (!(before > value || (before === value && value === 0 && 1 / before > 1 / value))) break;
      values[at] = before;
    }
    values[at] = value;
  }
}
