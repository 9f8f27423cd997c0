import type { ScoreLoss } from "../internal/score-loss.ts";

/** The mean weighted half deviance of the logarithms of means, up to a constant. The weights add up to 1. */
export class PoissonLoss implements ScoreLoss {
  readonly outputs = 1;
  readonly hasShares = false;
  private readonly y: Float64Array;
  private readonly rowWeights: Float64Array;
  private readonly means: Float64Array;

  constructor(y: Float64Array, rowWeights: Float64Array) {
    this.y = y;
    this.rowWeights = rowWeights;
    this.means = new Float64Array(y.length);
  }

  evaluate(scores: Float64Array, slopes: Float64Array, start: number): number {
    let loss = 0;
    for (let i = 0; i < scores.length; i++) {
      const log = scores[i] as number;
      const mean = Math.exp(log);
      const count = this.y[start + i] as number;
      const weight = this.rowWeights[start + i] as number;
      this.means[start + i] = mean;
      loss += weight * (mean - count * log);
      slopes[i] = weight * (mean - count);
    }
    return loss;
  }

  curvature(weights: Float64Array): void {
    for (let i = 0; i < weights.length; i++) weights[i] = (this.rowWeights[i] as number) * (this.means[i] as number);
  }
}
