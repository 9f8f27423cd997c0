import type { Matrix } from "@mlsys/core";
import { areSame } from "../internal/are-same.ts";
import type { LogisticRows } from "../internal/kernels/kernel-contract.ts";
import type { ScoreLoss } from "../internal/score-loss.ts";

/** The mean weighted logistic loss of scores: one output for two classes, else one a class. The weights add up to 1. */
export class LogisticScoreLoss implements ScoreLoss {
  readonly outputs: number;
  readonly hasShares: boolean;
  private readonly codes: Int32Array;
  private readonly rowWeights: Float64Array;
  private readonly probabilities: Float64Array;
  private readonly isEven: boolean;

  constructor(codes: Int32Array, rowWeights: Float64Array, outputs: number) {
    this.codes = codes;
    this.rowWeights = rowWeights;
    this.outputs = outputs;
    this.hasShares = outputs > 1;
    this.probabilities = new Float64Array(codes.length * outputs);
    this.isEven = areSame(rowWeights);
  }

  evaluate(scores: Float64Array, slopes: Float64Array, start: number): number {
    return this.hasShares ? this.softmax(scores, slopes, start) : this.binary(scores, slopes, start);
  }

  rowsOf({ data: X, cols: p }: Matrix): LogisticRows {
    const { outputs, codes, rowWeights: weights, isEven, probabilities } = this;
    const evaluate: LogisticRows["evaluate"] = (scores, slopes, start) => this.evaluate(scores, slopes, start);
    return { X, p, outputs, codes, weights, isEven, probabilities, evaluate };
  }

  curvature(weights: Float64Array, shares: Float64Array): void {
    const { rowWeights, probabilities, outputs } = this;
    if (this.hasShares) shares.set(probabilities);
    for (let i = 0, at = 0; i < rowWeights.length; i++) {
      const weight = rowWeights[i] as number;
      for (let c = 0; c < outputs; c++, at++) {
        const probability = probabilities[at] as number;
        weights[at] = weight * (this.hasShares ? probability : probability * (1 - probability));
      }
    }
  }

  private binary(scores: Float64Array, slopes: Float64Array, start: number): number {
    const { codes, rowWeights, probabilities, isEven } = this;
    let loss = 0;
    // Where rows weigh the same, the logarithm of a product of sixteen stands for sixteen logarithms.
    let product = 1;
    for (let i = 0; i < scores.length; i++) {
      const score = scores[i] as number;
      const weight = rowWeights[start + i] as number;
      const code = codes[start + i] as number;
      const small = Math.exp(-Math.abs(score));
      loss += weight * (Math.max(score, 0) - code * score);
      const factor = 1 + small;
      if (isEven) product *= factor;
      else loss += weight * Math.log1p(small);
      if ((i & 15) === 15) {
        loss += weight * Math.log(product);
        product = 1;
      }
      const probability = (score >= 0 ? 1 : small) / factor;
      probabilities[start + i] = probability;
      slopes[i] = weight * (probability - code);
    }
    return loss + (rowWeights[start] as number) * Math.log(product);
  }

  private softmax(scores: Float64Array, slopes: Float64Array, start: number): number {
    const { codes, rowWeights, probabilities, outputs } = this;
    const shift = start * outputs;
    let loss = 0;
    for (let row = 0, i = start; row < scores.length; row += outputs, i++) {
      let highest = scores[row] as number;
      for (let at = row + 1; at < row + outputs; at++) highest = Math.max(highest, scores[at] as number);
      const own = row + (codes[i] as number);
      const ownScore = scores[own] as number;
      let sum = 0;
      for (let at = row; at < row + outputs; at++) {
        const power = Math.exp((scores[at] as number) - highest);
        probabilities[shift + at] = power;
        sum += power;
      }
      const weight = rowWeights[i] as number;
      for (let at = row; at < row + outputs; at++) {
        const probability = (probabilities[shift + at] as number) / sum;
        probabilities[shift + at] = probability;
        slopes[at] = weight * (probability - (at === own ? 1 : 0));
      }
      loss += weight * (Math.log(sum) + highest - ownScore);
    }
    return loss;
  }
}
