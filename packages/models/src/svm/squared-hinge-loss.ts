import type { ScoreLoss } from "../internal/score-loss.ts";

/** Σ weights·max(0, 1 − signs·scores)², of outputs that share nothing; signs (1 or −1) and weights are rows × outputs. */
export class SquaredHingeLoss implements ScoreLoss {
  readonly outputs: number;
  readonly hasShares = false;
  private readonly signs: Float64Array;
  private readonly weights: Float64Array;
  private readonly isWithin: Uint8Array;

  constructor(signs: Float64Array, weights: Float64Array, outputs: number) {
    this.outputs = outputs;
    this.signs = signs;
    this.weights = weights;
    this.isWithin = new Uint8Array(signs.length);
  }

  evaluate(scores: Float64Array, slopes: Float64Array, start: number): number {
    const { signs, weights, isWithin } = this;
    const shift = start * this.outputs;
    let loss = 0;
    for (let at = 0; at < scores.length; at++) {
      const sign = signs[shift + at] as number;
      const lack = Math.max(0, 1 - sign * (scores[at] as number));
      const product = (weights[shift + at] as number) * lack;
      isWithin[shift + at] = lack > 0 ? 1 : 0;
      slopes[at] = -2 * sign * product;
      loss += product * lack;
    }
    return loss;
  }

  curvature(weights: Float64Array): void {
    for (let at = 0; at < weights.length; at++) {
      weights[at] = 2 * (this.weights[at] as number) * (this.isWithin[at] as number);
    }
  }
}
