import { BucketSort } from "./bucket-sort.ts";
import { isTied } from "./feature-columns.ts";
import type { FeatureColumns } from "./feature-columns.ts";
import { introsort } from "./introsort.ts";

/** So few rows are sorted by insertion. */
const SMALL = 16;

/** The rows of the node that is being split, with the values of one feature beside them. */
export class NodeRows {
  private readonly X: FeatureColumns;
  private readonly samples: Int32Array;
  readonly values: Float32Array;
  private readonly buckets: BucketSort;
  /** How many rows, at most, are hoped to differ in a feature. */
  private readonly mostRows: Int32Array;
  private start = 0;
  private end = 0;
  nMissing = 0;
  /** What {@link NodeRows.findRange} found. */
  smallest = 0;
  largest = 0;

  constructor(X: FeatureColumns, samples: Int32Array) {
    this.X = X;
    this.samples = samples;
    this.values = new Float32Array(samples.length);
    this.buckets = new BucketSort(samples.length);
    this.mostRows = new Int32Array(X.cols).fill(samples.length);
  }

  begin(start: number, end: number): void {
    this.start = start;
    this.end = end;
    this.nMissing = 0;
  }

  /** Sorts the rows by a feature; those where it is missing come last. */
  sort(feature: number): void {
    const { data, hasMissing, rows } = this.X;
    const { samples, values, start, end } = this;
    const column = feature * rows;
    this.nMissing = 0;
    if (hasMissing !== undefined && hasMissing[feature] === 1) this.moveMissingLast(column);
    const last = end - this.nMissing;
    gather(data, column, samples, values, start, last);
    const count = last - start;
    // The order of equal values is that of the reference's sort; where there are none, any sort gives the same.
    if (count > SMALL && count <= (this.mostRows[feature] as number)) {
      if (this.buckets.sort(values, samples, start, count)) return;
      // Half as many rows have a quarter of the equal pairs.
      this.mostRows[feature] = count >> 1;
    }
    introsort(values, samples, start, count);
  }

  private moveMissingLast(column: number): void {
    const { samples } = this;
    const isMissing = (p: number) => Number.isNaN(this.X.data[column + (samples[p] as number)]);
    let [at, last] = [this.start, this.end - 1];
    while (at <= last) {
      if (isMissing(last)) {
        last -= 1;
        continue;
      }
      if (isMissing(at)) swap(samples, at, last--);
      at += 1;
    }
    this.nMissing = this.end - 1 - last;
  }

  /** Moves the missing from behind the others to before them; both keep their order. */
  moveMissingFirst(): void {
    const border = this.end - this.nMissing;
    const { samples, values, start, end } = this;
    const [missing, missingValues] = [samples.slice(border, end), values.slice(border, end)];
    samples.copyWithin(start + this.nMissing, start, border);
    values.copyWithin(start + this.nMissing, start, border);
    samples.set(missing, start);
    values.set(missingValues, start);
  }

  /** Reads the values of a feature, and the smallest and largest of them. */
  findRange(feature: number): void {
    const { samples, values, start, end } = this;
    const { data, hasMissing, rows } = this.X;
    const column = feature * rows;
    let [smallest, largest] = [Infinity, -Infinity];
    // What is missing compares as neither.
    for (let p = start; p < end; p++) {
      const value = data[column + (samples[p] as number)] as number;
      values[p] = value;
      if (value < smallest) smallest = value;
      if (value > largest) largest = value;
    }
    this.nMissing = hasMissing?.[feature] === 1 ? countMissing(values, start, end) : 0;
    this.smallest = smallest;
    this.largest = largest;
  }

  /** The place after `p` where the values can be split: the end of its run of ties. */
  nextPlace(p: number, end: number): number {
    let next = p + 1;
    while (next < end && isTied(this.values[next] as number, this.values[next - 1] as number)) next += 1;
    return next;
  }

  /** Puts the rows at most at the threshold in front, by the values read last; how far they reach. */
  partitionRead(threshold: number, missingLeft: boolean): number {
    const { samples, values } = this;
    let [at, end] = [this.start, this.end];
    while (at < end) {
      const value = values[at] as number;
      if (Number.isNaN(value) ? missingLeft : value <= threshold) at += 1;
      else {
        end -= 1;
        swap(samples, at, end);
        values[at] = values[end] as number;
        values[end] = value;
      }
    }
    return end;
  }

  /** The same for any feature. */
  partition(feature: number, threshold: number, missingLeft: boolean): void {
    const { samples } = this;
    const column = feature * this.X.rows;
    let [at, end] = [this.start, this.end];
    while (at < end) {
      const value = this.X.data[column + (samples[at] as number)] as number;
      if (Number.isNaN(value) ? missingLeft : value <= threshold) at += 1;
      else swap(samples, at, --end);
    }
  }
}

function swap(samples: Int32Array, i: number, j: number): void {
  const row = samples[i] as number;
  samples[i] = samples[j] as number;
  samples[j] = row;
}

function gather(
  data: Float32Array,
  column: number,
  samples: Int32Array,
  values: Float32Array,
  start: number,
  end: number,
): void {
  for (let p = start; p < end; p++) values[p] = data[column + (samples[p] as number)] as number;
}

function countMissing(values: Float32Array, start: number, end: number): number {
  let count = 0;
  for (let p = start; p < end; p++) if (Number.isNaN(values[p])) count += 1;
  return count;
}
