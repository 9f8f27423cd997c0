import { introsort } from "./introsort.ts";

/** Longer buckets are sorted by themselves. */
const LONG = 24;

/** Sorts values that all differ by putting them into as many buckets as there are values first. */
export class BucketSort {
  private readonly values: Float32Array;
  private readonly ids: Int32Array;
  private readonly buckets: Int32Array;
  private readonly ends: Int32Array;

  constructor(capacity: number) {
    this.values = new Float32Array(capacity);
    this.ids = new Int32Array(capacity);
    this.buckets = new Int32Array(capacity);
    this.ends = new Int32Array(capacity + 1);
  }

  /** Sorts `count` values from `from` on, and the ids beside them; does nothing and returns false when two values are equal. */
  sort(values: Float32Array, ids: Int32Array, from: number, count: number): boolean {
    this.scatter(values, ids, from, count);
    const { values: sorted, ids: sortedIds } = this;
    insertionSort(sorted, sortedIds, count);
    for (let i = 1; i < count; i++) if (sorted[i] === sorted[i - 1]) return false;
    values.set(sorted.subarray(0, count), from);
    ids.set(sortedIds.subarray(0, count), from);
    return true;
  }

  private scatter(values: Float32Array, ids: Int32Array, from: number, count: number): void {
    const { values: spare, ids: spareIds, buckets, ends } = this;
    let [smallest, largest] = [Infinity, -Infinity];
    for (let p = from; p < from + count; p++) {
      const value = values[p] as number;
      if (value < smallest) smallest = value;
      if (value > largest) largest = value;
    }
    const scale = largest > smallest ? (count - 1) / (largest - smallest) : 0;
    ends.fill(0, 0, count + 1);
    for (let i = 0; i < count; i++) {
      const bucket = (((values[from + i] as number) - smallest) * scale) | 0;
      buckets[i] = bucket;
      ends[bucket + 1] = (ends[bucket + 1] as number) + 1;
    }
    for (let bucket = 1; bucket <= count; bucket++) {
      ends[bucket] = (ends[bucket] as number) + (ends[bucket - 1] as number);
    }
    for (let i = 0; i < count; i++) {
      const bucket = buckets[i] as number;
      const at = ends[bucket] as number;
      ends[bucket] = at + 1;
      spare[at] = values[from + i] as number;
      spareIds[at] = ids[from + i] as number;
    }
    // What was the begin of each bucket is its end by now.
    for (let bucket = 0, begin = 0; begin < count; bucket++) {
      const end = ends[bucket] as number;
      if (end - begin > LONG) introsort(spare, spareIds, begin, end - begin);
      begin = end;
    }
  }
}

function insertionSort(values: Float32Array, ids: Int32Array, count: number): void {
  for (let i = 1; i < count; i++) {
    const value = values[i] as number;
    let j = i;
    if (!((values[j - 1] as number) > value)) continue;
    const id = ids[i] as number;
    while (j > 0 && (values[j - 1] as number) > value) {
      values[j] = values[j - 1] as number;
      ids[j] = ids[j - 1] as number;
      j -= 1;
    }
    values[j] = value;
    ids[j] = id;
  }
}
