import type { RandomState } from "@mlsys/core";
import { pairwiseSum } from "../internal/sums.ts";
import { searchSums } from "./search-sums.ts";

/** Draws rows by their weights again and again, as `choice` with probabilities does; the sums of those are worked out once. */
export class RowDraws {
  private readonly sums: Float64Array;

  constructor(weights: Float64Array) {
    const total = pairwiseSum(weights);
    this.sums = new Float64Array(weights.length);
    let sum = 0;
    for (let i = 0; i < weights.length; i++) this.sums[i] = sum += (weights[i] as number) / total;
    for (let i = 0; i < weights.length; i++) this.sums[i] = (this.sums[i] as number) / sum;
  }

  draw(rng: RandomState, size: number): Int32Array {
    return searchSums(this.sums, rng.randomSample(size), "above");
  }
}
