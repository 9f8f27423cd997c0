import type { ScoreLoss } from "../internal/proximal-newton.ts";

/** The mean weighted logistic loss of scores: one output for two classes, else one a class. The weights add up to 1. */
export class LogisticScoreLoss implements ScoreLoss {
  readonly outputs: number;
  private readonly codes: Int32Array;
  private readonly rowWeights: Float64Array;
  private readonly probabilities: Float64Array;

  constructor(codes: Int32Array, rowWeights: Float64Array, outputs: number) {
    this.codes = codes;
    this.rowWeights = rowWeights;
    this.outputs = outputs;
    this.probabilities = new Float64Array(codes.length * outputs);
  }

  evaluate(scores: Float64Array): number {
    return this.outputs === 1 ? this.binary(scores) : this.softmax(scores);
  }

  gradient(out: Float64Array): void {
    const { codes, rowWeights, probabilities, outputs } = this;
    for (let at = 0; at < out.length; at++) {
      const i = outputs === 1 ? at : Math.floor(at / outputs);
      const code = codes[i] as number;
      const target = outputs === 1 ? code : at % outputs === code ? 1 : 0;
      out[at] = (rowWeights[i] as number) * ((probabilities[at] as number) - target);
    }
  }

  curvature(weights: Float64Array, shares: Float64Array | undefined): void {
    const { rowWeights, probabilities } = this;
    if (shares !== undefined) {
      weights.set(rowWeights);
      shares.set(probabilities);
      return;
    }
    for (let i = 0; i < weights.length; i++) {
      const probability = probabilities[i] as number;
      weights[i] = (rowWeights[i] as number) * probability * (1 - probability);
    }
  }

  private binary(scores: Float64Array): number {
    const { codes, rowWeights, probabilities } = this;
    let loss = 0;
    for (let i = 0; i < codes.length; i++) {
      const score = scores[i] as number;
      const small = Math.exp(-Math.abs(score));
      loss += (rowWeights[i] as number) * (Math.log1p(small) + Math.max(score, 0) - (codes[i] as number) * score);
      probabilities[i] = (score >= 0 ? 1 : small) / (1 + small);
    }
    return loss;
  }

  private softmax(scores: Float64Array): number {
    const { codes, rowWeights, probabilities, outputs } = this;
    let loss = 0;
    for (let i = 0; i < codes.length; i++) {
      const row = i * outputs;
      let highest = scores[row] as number;
      for (let c = 1; c < outputs; c++) highest = Math.max(highest, scores[row + c] as number);
      let sum = 0;
      for (let c = 0; c < outputs; c++) {
        const power = Math.exp((scores[row + c] as number) - highest);
        probabilities[row + c] = power;
        sum += power;
      }
      for (let c = 0; c < outputs; c++) probabilities[row + c] = (probabilities[row + c] as number) / sum;
      loss += (rowWeights[i] as number) * (Math.log(sum) + highest - (scores[row + (codes[i] as number)] as number));
    }
    return loss;
  }
}
