import { isCsrMatrix } from "@mlsys/core";
import type { CsrMatrix, Matrix } from "@mlsys/core";
import type { ConvexProblem, DirectionSolver } from "../internal/newton-cg.ts";
import { sparseDirections } from "../internal/newton-kernels/sparse-directions.ts";
import { multiply, multiplyTransposed } from "../internal/products.ts";
import type { ScoreLoss } from "../internal/proximal-newton.ts";

/** The data of squared hinge losses of one or more outputs. */
export interface SquaredHingeData {
  readonly X: Matrix | CsrMatrix;
  readonly outputs: number;
  /** 1 or −1: rows × outputs. */
  readonly signs: Float64Array;
  /** The weight of each row for each output; those of an output add up to about 1. */
  readonly weights: Float64Array;
  /** Factor of ½‖w‖² and ½b². */
  readonly penalty: number;
  /** What the intercept's column holds; 0 for no intercept. */
  readonly interceptScale: number;
}

/** Σ weights·max(0, 1 − signs·scores)². */
export class SquaredHingeScores implements ScoreLoss {
  readonly outputs = 1;
  private readonly signs: Float64Array;
  private readonly rowWeights: Float64Array;
  /** How far each score lies within the margin. */
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

/** The mean squared hinge losses of outputs with an L2 penalty. A point holds W, features × outputs, row-major, then the intercepts. */
export class SquaredHingeLoss implements ConvexProblem {
  readonly size: number;
  readonly directions: DirectionSolver | undefined;
  private readonly data: SquaredHingeData;
  private readonly loss: SquaredHingeScores;
  private readonly buffer: Float64Array;
  private readonly curvature: Float64Array;
  private point = new Float64Array(0);

  constructor(data: SquaredHingeData) {
    const { X, outputs, signs, weights, interceptScale } = data;
    this.data = data;
    this.size = X.cols * outputs + (interceptScale === 0 ? 0 : outputs);
    this.loss = new SquaredHingeScores(signs, weights);
    this.buffer = new Float64Array(signs.length);
    this.curvature = new Float64Array(signs.length);
    this.directions = isCsrMatrix(X) ? this.sparseDirections(X) : undefined;
  }

  private sparseDirections(X: CsrMatrix): DirectionSolver | undefined {
    const { outputs, penalty, interceptScale } = this.data;
    return sparseDirections({
      X,
      outputs,
      interceptScale,
      penalty,
      interceptPenalty: penalty,
      hasShares: false,
      curvature: (A, _, stride, rows) => {
        rows.forEach((row, i) => {
          for (let c = 0; c < outputs; c++) A[i * stride + c] = this.curvature[row * outputs + c] as number;
        });
      },
    });
  }

  evaluate(point: Float64Array): number {
    this.point = point.slice();
    this.scores(point);
    let squares = 0;
    for (let j = 0; j < point.length; j++) squares += (point[j] as number) * (point[j] as number);
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
    const { X, outputs, interceptScale, penalty } = this.data;
    multiplyTransposed(X, this.curvature, outputs, out.subarray(0, X.cols * outputs), true);
    this.intercepts(out, this.curvature, interceptScale ** 2);
    for (let j = 0; j < out.length; j++) out[j] = (out[j] as number) + penalty;
  }

  private scores(point: Float64Array): void {
    const { X, outputs, interceptScale } = this.data;
    const offsets =
      interceptScale === 0 ? undefined : point.slice(X.cols * outputs).map((each) => interceptScale * each);
    multiply(X, point, outputs, offsets, this.buffer);
  }

  private back(out: Float64Array, w: Float64Array): void {
    const { X, outputs, interceptScale, penalty } = this.data;
    multiplyTransposed(X, this.buffer, outputs, out.subarray(0, X.cols * outputs));
    this.intercepts(out, this.buffer, interceptScale);
    for (let j = 0; j < out.length; j++) out[j] = (out[j] as number) + penalty * (w[j] as number);
  }

  /** Sums of an output each, where there are intercepts. */
  private intercepts(out: Float64Array, values: Float64Array, factor: number): void {
    const { X, outputs } = this.data;
    const sums = out.subarray(X.cols * outputs).fill(0);
    if (sums.length === 0) return;
    for (let at = 0; at < values.length; at++)
      sums[at % outputs] = (sums[at % outputs] as number) + (values[at] as number);
    for (let c = 0; c < outputs; c++) sums[c] = factor * (sums[c] as number);
  }
}
