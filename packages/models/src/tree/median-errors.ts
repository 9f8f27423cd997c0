import type { TargetRows } from "./criterion.ts";
import type { NodeRanks } from "./node-ranks.ts";
import { WeightedMedianSums } from "./weighted-median-sums.ts";

/** Sums of distances from the median, of rows that come one at a time. */
export class MedianErrors {
  private readonly rows: TargetRows;
  private readonly nodeRanks: NodeRanks;
  private readonly sums: WeightedMedianSums;
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  private readonly lower: Int32Array;
  private readonly upper: Int32Array;

  constructor(rows: TargetRows, nodeRanks: NodeRanks) {
    const n = rows.weights === undefined ? rows.samples.length : 0;
    this.rows = rows;
    this.nodeRanks = nodeRanks;
    this.sums = new WeightedMedianSums(rows.samples.length);
    this.next = new Int32Array(n);
    this.previous = new Int32Array(n);
    this.lower = new Int32Array(n);
    this.upper = new Int32Array(n);
  }

  /** Adds the distances of the rows from `from` to each place, in steps up to `to`, to the errors; and writes the medians. */
  add(from: number, to: number, step: number, errors: Float64Array, medians: Float64Array): void {
    const { weights, samples } = this.rows;
    const { sorted, ranks } = this.nodeRanks;
    const { sums } = this;
    const n = Math.abs(to - from);
    sums.reset(n);
    if (weights === undefined) this.findMedians(from, n, step);
    let [count, p] = [0, from];
    for (; count < n; p += step) {
      const rank = ranks[p] as number;
      if (weights === undefined) {
        sums.addOne(rank, sorted[rank] as number);
        sums.readBelow(this.lower[count] as number, this.upper[count] as number);
      } else {
        sums.add(rank, sorted[rank] as number, weights[samples[p] as number] as number);
        sums.search();
      }
      count += 1;
      const above = sorted[sums.rank] as number;
      const median = sums.rank === sums.rankBefore ? above : ((sorted[sums.rankBefore] as number) + above) / 2;
      const weightAbove = sums.totalWeight - sums.weightBelow;
      const valueAbove = sums.totalValue - sums.valueBelow;
      medians[p] = median;
      const error = valueAbove - median * weightAbove + (median * sums.weightBelow - sums.valueBelow);
      errors[p] = (errors[p] as number) + error;
    }
  }

  /**
   * The ranks of the one or two rows in the middle, of the first one row, two rows, and so on: backwards, since of rows in a chain that
   * leave one by one, the middle moves by at most one link.
   */
  private findMedians(from: number, n: number, step: number): void {
    const { next, previous, lower, upper } = this;
    const { ranks } = this.nodeRanks;
    for (let rank = 0; rank < n; rank++) {
      next[rank] = rank + 1;
      previous[rank] = rank - 1;
    }
    let middle = n >> 1;
    for (let count = n; count > 0; count--) {
      const isOdd = (count & 1) === 1;
      upper[count - 1] = middle;
      lower[count - 1] = isOdd ? middle : (previous[middle] as number);
      const rank = ranks[from + (count - 1) * step] as number;
      const [after, before] = [next[rank] as number, previous[rank] as number];
      if (isOdd ? rank <= middle : rank >= middle) middle = (isOdd ? next : previous)[middle] as number;
      if (after < n) previous[after] = before;
      if (before >= 0) next[before] = after;
    }
  }
}
