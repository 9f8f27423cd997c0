import type { CsrMatrix, Matrix } from "@mlsys/core";
import type { ConvexProblem } from "../internal/newton-cg.ts";
import { multiply, multiplyTransposed } from "../internal/products.ts";

/** The data of a Poisson regression. */
export interface PoissonData {
  readonly X: Matrix | CsrMatrix;
  readonly y: Float64Array;
  /** The weight of each row; the weights add up to 1. */
  readonly weights: Float64Array;
  readonly alpha: number;
  readonly fitIntercept: boolean;
}

/** The mean weighted half deviance, up to a constant, plus alpha/2·‖w‖². A point holds w, then the intercept. */
export class PoissonLoss implements ConvexProblem {
  readonly size: number;
  private readonly data: PoissonData;
  private readonly means: Float64Array;
  private readonly buffer: Float64Array;
  private point = new Float64Array(0);

  constructor(data: PoissonData) {
    this.data = data;
    this.size = data.X.cols + (data.fitIntercept ? 1 : 0);
    this.means = new Float64Array(data.X.rows);
    this.buffer = new Float64Array(data.X.rows);
  }

  evaluate(point: Float64Array): number {
    const { X, y, weights, alpha, fitIntercept } = this.data;
    const { means } = this;
    this.point = point.slice();
    multiply(X, point, 1, fitIntercept ? point.subarray(X.cols) : undefined, means);
    let loss = 0;
    for (let i = 0; i < means.length; i++) {
      const log = means[i] as number;
      means[i] = Math.exp(log);
      loss += (weights[i] as number) * ((means[i] as number) - (y[i] as number) * log);
    }
    let squares = 0;
    for (let j = 0; j < X.cols; j++) squares += (point[j] as number) ** 2;
    return loss + (alpha / 2) * squares;
  }

  gradient(out: Float64Array): void {
    const { y, weights } = this.data;
    for (let i = 0; i < y.length; i++) {
      this.buffer[i] = (weights[i] as number) * ((this.means[i] as number) - (y[i] as number));
    }
    this.back(out, this.point);
  }

  hessianTimes(direction: Float64Array, out: Float64Array): void {
    const { X, weights, fitIntercept } = this.data;
    const { buffer } = this;
    multiply(X, direction, 1, fitIntercept ? direction.subarray(X.cols) : undefined, buffer);
    for (let i = 0; i < buffer.length; i++) {
      buffer[i] = (weights[i] as number) * (this.means[i] as number) * (buffer[i] as number);
    }
    this.back(out, direction);
  }

  hessianDiagonal(out: Float64Array): void {
    const { X, weights, alpha } = this.data;
    for (let i = 0; i < weights.length; i++) this.buffer[i] = (weights[i] as number) * (this.means[i] as number);
    multiplyTransposed(X, this.buffer, 1, out.subarray(0, X.cols), true);
    this.sum(out);
    for (let j = 0; j < out.length; j++) out[j] = (out[j] as number) + (j < X.cols ? alpha : 0) + 1e-30;
  }

  private back(out: Float64Array, w: Float64Array): void {
    const { X, alpha } = this.data;
    multiplyTransposed(X, this.buffer, 1, out.subarray(0, X.cols));
    for (let j = 0; j < X.cols; j++) out[j] = (out[j] as number) + alpha * (w[j] as number);
    this.sum(out);
  }

  private sum(out: Float64Array): void {
    if (!this.data.fitIntercept) return;
    let sum = 0;
    for (let i = 0; i < this.buffer.length; i++) sum += this.buffer[i] as number;
    out[this.data.X.cols] = sum;
  }
}
