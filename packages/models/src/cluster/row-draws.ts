import type { RandomState } from "@mlsys/core";
import { areSame } from "../internal/are-same.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { searchSums } from "./search-sums.ts";

/** Draws rows by their weights again and again, as `choice` with probabilities does; the sums of those are worked out once. */
export class RowDraws {
  private readonly sums: Float64Array;
  private readonly isEven: boolean;

  constructor(weights: Float64Array) {
    const total = pairwiseSum(weights);
    this.isEven = areSame(weights);
    this.sums = new Float64Array(weights.length);
    let sum = 0;
    for (let i = 0; i < weights.length; i++) this.sums[i] = sum += (weights[i] as number) / total;
    for (let i = 0; i < weights.length; i++) this.sums[i] = (this.sums[i] as number) / sum;
  }

  draw(rng: RandomState, size: number): Int32Array {
    const targets = rng.randomSample(size);
    if (!this.isEven) return searchSums(this.sums, targets, "above");
    const drawn = new Int32Array(size);
    for (let n = 0; n < size; n++) drawn[n] = this.evenRow(targets[n] as number);
    return drawn;
  }

  /** Of rows that weigh the same, the place is known but for rounding. */
  private evenRow(target: number): number {
    const { sums } = this;
    let row = Math.min(sums.length - 1, Math.floor(target * sums.length));
    while (row > 0 && (sums[row - 1] as number) > target) row -= 1;
    while (row < sums.length - 1 && (sums[row] as number) <= target) row += 1;
    return row;
  }
}
