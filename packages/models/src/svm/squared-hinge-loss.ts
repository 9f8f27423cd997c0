import type { CsrMatrix, Matrix } from "@mlsys/core";
import type { ConvexProblem } from "../internal/newton-cg.ts";
import { multiply, multiplyTransposed } from "../internal/products.ts";
import type { ScoreLoss } from "../internal/proximal-newton.ts";

/** The data of a squared hinge loss. */
export interface SquaredHingeData {
  readonly X: Matrix | CsrMatrix;
  /** 1 or −1 a row. */
  readonly signs: Float64Array;
  /** The weight of each row; the weights add up to 1. */
  readonly weights: Float64Array;
  /** Factor of ½‖w‖² and ½b². */
  readonly penalty: number;
  /** What the intercept's column holds; 0 for no intercept. */
  readonly interceptScale: number;
}

/** Σ weights·max(0, 1 − signs·scores)², of one score a row. */
export class SquaredHingeScores implements ScoreLoss {
  readonly outputs = 1;
  private readonly signs: Float64Array;
  private readonly rowWeights: Float64Array;
  /** How far each row lies within the margin. */
  private readonly lacks: Float64Array;

  constructor(signs: Float64Array, rowWeights: Float64Array) {
    this.signs = signs;
    this.rowWeights = rowWeights;
    this.lacks = new Float64Array(signs.length);
  }

  evaluate(scores: Float64Array): number {
    let loss = 0;
    for (let i = 0; i < this.signs.length; i++) {
      const lack = Math.max(0, 1 - (this.signs[i] as number) * (scores[i] as number));
      this.lacks[i] = lack;
      loss += (this.rowWeights[i] as number) * lack * lack;
    }
    return loss;
  }

  gradient(out: Float64Array): void {
    for (let i = 0; i < out.length; i++) {
      out[i] = -2 * (this.rowWeights[i] as number) * (this.signs[i] as number) * (this.lacks[i] as number);
    }
  }

  curvature(weights: Float64Array): void {
    for (let i = 0; i < weights.length; i++) {
      weights[i] = (this.lacks[i] as number) > 0 ? 2 * (this.rowWeights[i] as number) : 0;
    }
  }
}

/** The mean squared hinge loss with an L2 penalty, of w and then b. */
export class SquaredHingeLoss implements ConvexProblem {
  readonly size: number;
  private readonly data: SquaredHingeData;
  private readonly loss: SquaredHingeScores;
  private readonly buffer: Float64Array;
  private readonly curvature: Float64Array;
  private point = new Float64Array(0);

  constructor(data: SquaredHingeData) {
    this.data = data;
    this.size = data.X.cols + (data.interceptScale === 0 ? 0 : 1);
    this.loss = new SquaredHingeScores(data.signs, data.weights);
    this.buffer = new Float64Array(data.X.rows);
    this.curvature = new Float64Array(data.X.rows);
  }

  evaluate(point: Float64Array): number {
    this.point = point.slice();
    this.scores(point);
    let squares = 0;
    for (const value of point) squares += value * value;
    return this.loss.evaluate(this.buffer) + (this.data.penalty / 2) * squares;
  }

  gradient(out: Float64Array): void {
    this.loss.curvature(this.curvature);
    this.loss.gradient(this.buffer);
    this.back(out, this.point);
  }

  hessianTimes(direction: Float64Array, out: Float64Array): void {
    this.scores(direction);
    for (let i = 0; i < this.buffer.length; i++) {
      this.buffer[i] = (this.curvature[i] as number) * (this.buffer[i] as number);
    }
    this.back(out, direction);
  }

  hessianDiagonal(out: Float64Array): void {
    const { X, interceptScale, penalty } = this.data;
    multiplyTransposed(X, this.curvature, 1, out.subarray(0, X.cols), true);
    if (interceptScale !== 0) out[X.cols] = interceptScale ** 2 * sum(this.curvature);
    for (let j = 0; j < out.length; j++) out[j] = (out[j] as number) + penalty;
  }

  private scores(point: Float64Array): void {
    const { X, interceptScale } = this.data;
    const offset = interceptScale === 0 ? undefined : Float64Array.of(interceptScale * (point[X.cols] as number));
    multiply(X, point, 1, offset, this.buffer);
  }

  private back(out: Float64Array, w: Float64Array): void {
    const { X, interceptScale, penalty } = this.data;
    multiplyTransposed(X, this.buffer, 1, out.subarray(0, X.cols));
    if (interceptScale !== 0) out[X.cols] = interceptScale * sum(this.buffer);
    for (let j = 0; j < out.length; j++) out[j] = (out[j] as number) + penalty * (w[j] as number);
  }
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] as number;
  return total;
}
