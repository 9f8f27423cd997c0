import { BucketSort } from "./bucket-sort.ts";
import { isTied } from "./feature-columns.ts";
import type { FeatureColumns } from "./feature-columns.ts";
import { sortPairs } from "./sort-pairs.ts";
import { floatOf, limitKey, MISSING, orderKey, orderKeyOrMissing } from "./order-keys.ts";
import { RowParting } from "./part-rows.ts";

/** So few rows are sorted by insertion. */
const SMALL = 16;

/** The rows of the node that is being split, with the values of one feature beside them. */
export class NodeRows {
  private readonly X: FeatureColumns;
  private readonly samples: Int32Array;
  readonly values: Float32Array;
  /** The keys of what {@link NodeRows.findRange} read, in the place of its values. */
  readonly keys: Int32Array;
  private readonly bits: Int32Array;
  private readonly buckets: BucketSort;
  private readonly parting: RowParting;
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
    this.keys = new Int32Array(this.values.buffer);
    this.bits = new Int32Array(X.data.buffer, X.data.byteOffset, X.data.length);
    this.buckets = new BucketSort(samples.length);
    this.parting = new RowParting(samples.length);
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
    sortPairs(values, samples, start, count);
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

  /** Reads the keys of a feature, and the smallest and largest of its values. */
  findRange(feature: number): void {
    const { samples, keys, bits, start, end } = this;
    const column = feature * this.X.rows;
    if (this.hasMissing(feature)) {
      this.findKnownRange(feature);
      return;
    }
    let [smallest, largest] = [MISSING, -MISSING];
    for (let p = start; p < end; p++) {
      const key = orderKey(bits[column + (samples[p] as number)] as number);
      keys[p] = key;
      smallest ^= (smallest ^ key) & -Number(key < smallest);
      largest ^= (largest ^ key) & -Number(key > largest);
    }
    this.nMissing = 0;
    this.setRange(smallest, largest);
  }

  /** The same of a feature with missing numbers. */
  private findKnownRange(feature: number): void {
    const { keys, start, end } = this;
    this.readKeys(feature);
    let [smallest, largest, missing] = [MISSING, -MISSING, 0];
    for (let p = start; p < end; p++) {
      const key = keys[p] as number;
      missing += Number(key === MISSING);
      if (key < smallest) smallest = key;
      if (key > largest && key !== MISSING) largest = key;
    }
    this.nMissing = missing;
    this.setRange(smallest, largest);
  }

  private setRange(smallest: number, largest: number): void {
    // A zero has no sign: which one comes first does not matter.
    this.smallest = floatOf(smallest) + 0;
    this.largest = floatOf(largest) + 0;
  }

  private hasMissing(feature: number): boolean {
    return this.X.hasMissing?.[feature] === 1;
  }

  private readKeys(feature: number): void {
    const { samples, keys, bits, start, end } = this;
    const column = feature * this.X.rows;
    if (this.hasMissing(feature)) {
      for (let p = start; p < end; p++) keys[p] = orderKeyOrMissing(bits[column + (samples[p] as number)] as number);
    } else {
      for (let p = start; p < end; p++) keys[p] = orderKey(bits[column + (samples[p] as number)] as number);
    }
  }

  /** The place after `p` where the values can be split: the end of its run of ties. */
  nextPlace(p: number, end: number): number {
    let next = p + 1;
    while (next < end && isTied(this.values[next] as number, this.values[next - 1] as number)) next += 1;
    return next;
  }

  /** Puts the rows at most at the threshold in front, by the keys read last; how far they reach. */
  partitionRead(threshold: number, missingLeft: boolean): number {
    const { keys, start, end } = this;
    const { goesLeft } = this.parting;
    const limit = limitKey(threshold);
    const missing = Number(missingLeft);
    let border = start;
    for (let p = start; p < end; p++) {
      const key = keys[p] as number;
      const isLeft = Number(key <= limit) | (missing & Number(key === MISSING));
      goesLeft[p - start] = isLeft;
      border += isLeft;
    }
    this.parting.part(this.samples, start, border, end);
    return border;
  }

  /** The same for any feature. */
  partition(feature: number, threshold: number, missingLeft: boolean): void {
    this.readKeys(feature);
    this.partitionRead(threshold, missingLeft);
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
