import { isCsrMatrix } from "@mlsys/core";
import type { CsrMatrix, Matrix } from "@mlsys/core";
import { linearKernel } from "../internal/kernels/linear-kernel.ts";
import type { LinearKernel } from "../internal/kernels/kernel-contract.ts";
import type { ConvexProblem } from "../internal/newton-cg.ts";
import type { DirectionSolver } from "../internal/newton-cg.ts";
import { sparseDirections } from "../internal/newton-kernels/sparse-directions.ts";
import { multiply, multiplyTransposed } from "../internal/products.ts";

/** The data of a logistic regression. */
export interface LogisticData {
  readonly X: Matrix | CsrMatrix;
  /** The class of each row: 0, 1, … */
  readonly codes: Int32Array;
  /** The weight of each row; the weights add up to 1. */
  readonly weights: Float64Array;
  /** Factor of ½‖W‖². */
  readonly penalty: number;
  readonly fitIntercept: boolean;
  /** 1 for two classes (the logistic function), else the number of classes (softmax). */
  readonly outputs: number;
}

/**
 * The mean weighted logistic loss plus penalty/2·‖W‖². A point holds W, features × outputs, row-major, then the intercepts, which
 * are not penalised.
 */
export class LogisticLoss implements ConvexProblem {
  readonly size: number;
  readonly convexity: number;
  readonly directions: DirectionSolver | undefined;
  private readonly data: LogisticData;
  private readonly weightCount: number;
  /** Scores, then probabilities, of the last point: rows × outputs. */
  private readonly probabilities: Float64Array;
  private readonly rowBuffer: Float64Array;
  /** For dense rows of two classes: scores and what is made of them in one pass. */
  private readonly kernel: LinearKernel | undefined;
  private readonly slopes: Float64Array;
  private point = new Float64Array(0);

  constructor(data: LogisticData) {
    const { X, outputs, fitIntercept } = data;
    this.data = data;
    this.convexity = data.penalty;
    this.weightCount = X.cols * outputs;
    this.size = this.weightCount + (fitIntercept ? outputs : 0);
    this.probabilities = new Float64Array(X.rows * outputs);
    this.rowBuffer = new Float64Array(X.rows * outputs);
    this.kernel = outputs === 1 && !isCsrMatrix(X) ? linearKernel(X.cols) : undefined;
    this.slopes = new Float64Array(this.size);
    this.directions = isCsrMatrix(X) ? this.sparseDirections(X) : undefined;
  }

  private sparseDirections(X: CsrMatrix): DirectionSolver | undefined {
    const { outputs, weights, fitIntercept, penalty } = this.data;
    return sparseDirections({
      X,
      outputs,
      penalty,
      interceptScale: fitIntercept ? 1 : 0,
      interceptPenalty: 0,
      hasShares: outputs > 1,
      curvature: (A, shares, stride, rows) => {
        const { probabilities } = this;
        for (let i = 0; i < rows.length; i++) {
          const row = rows[i] as number;
          const weight = weights[row] as number;
          for (let c = 0; c < outputs; c++) {
            const probability = probabilities[row * outputs + c] as number;
            A[i * stride + c] = weight * (outputs === 1 ? probability * (1 - probability) : probability);
            if (outputs > 1) shares[i * stride + c] = probability;
          }
        }
      },
    });
  }

  evaluate(point: Float64Array): number {
    const { X, outputs, penalty } = this.data;
    this.point = point.slice();
    if (this.kernel !== undefined) return this.evaluateInOnePass(this.kernel, X);
    const offsets = this.data.fitIntercept ? point.subarray(this.weightCount) : undefined;
    multiply(X, point, outputs, offsets, this.probabilities);
    let squares = 0;
    for (let j = 0; j < this.weightCount; j++) squares += (point[j] as number) * (point[j] as number);
    return (outputs === 1 ? this.binaryLoss() : this.softmaxLoss()) + (penalty / 2) * squares;
  }

  /** The loss of two classes, and on the same way its derivatives, which the next call of `gradient` gives. */
  private evaluateInOnePass(kernel: LinearKernel, X: Matrix | CsrMatrix): number {
    const { codes, weights, fitIntercept, penalty } = this.data;
    const { point, probabilities, slopes } = this;
    slopes.fill(0);
    let [loss, sum] = [0, 0];
    const offset = fitIntercept ? (point[this.weightCount] as number) : 0;
    kernel.sweep(
      X.data,
      X.cols,
      point.subarray(0, this.weightCount),
      offset,
      (scores, start) => {
        for (let at = 0; at < scores.length; at++) {
          const i = start + at;
          const score = scores[at] as number;
          const [weight, code] = [weights[i] as number, codes[i] as number];
          const small = Math.exp(-Math.abs(score));
          loss += weight * (Math.log1p(small) + Math.max(score, 0) - code * score);
          const probability = (score >= 0 ? 1 : small) / (1 + small);
          probabilities[i] = probability;
          const factor = weight * (probability - code);
          scores[at] = factor;
          sum += factor;
        }
      },
      slopes.subarray(0, this.weightCount),
    );
    let squares = 0;
    for (let j = 0; j < this.weightCount; j++) {
      squares += (point[j] as number) ** 2;
      slopes[j] = (slopes[j] as number) + penalty * (point[j] as number);
    }
    if (fitIntercept) slopes[this.weightCount] = sum;
    return loss + (penalty / 2) * squares;
  }

  gradient(out: Float64Array): void {
    if (this.kernel !== undefined) {
      out.set(this.slopes);
      return;
    }
    const { codes, weights, outputs } = this.data;
    const { probabilities, rowBuffer } = this;
    for (let i = 0; i < codes.length; i++) {
      const [weight, code] = [weights[i] as number, codes[i] as number];
      for (let c = 0; c < outputs; c++) {
        const target = outputs === 1 ? code : c === code ? 1 : 0;
        rowBuffer[i * outputs + c] = weight * ((probabilities[i * outputs + c] as number) - target);
      }
    }
    this.backToWeights(out, this.point);
  }

  hessianTimes(direction: Float64Array, out: Float64Array): void {
    const { X, outputs, weights, fitIntercept } = this.data;
    const { probabilities: p, rowBuffer } = this;
    if (this.kernel !== undefined) {
      this.curvatureInOnePass(this.kernel, direction, out);
      return;
    }
    multiply(X, direction, outputs, fitIntercept ? direction.subarray(this.weightCount) : undefined, rowBuffer);
    if (outputs === 1) {
      for (let i = 0; i < weights.length; i++) {
        const probability = p[i] as number;
        rowBuffer[i] = (weights[i] as number) * probability * (1 - probability) * (rowBuffer[i] as number);
      }
    } else {
      for (let i = 0; i < weights.length; i++) {
        const row = i * outputs;
        let mean = 0;
        for (let c = 0; c < outputs; c++) mean += (p[row + c] as number) * (rowBuffer[row + c] as number);
        for (let c = 0; c < outputs; c++) {
          rowBuffer[row + c] =
            (weights[i] as number) * (p[row + c] as number) * ((rowBuffer[row + c] as number) - mean);
        }
      }
    }
    this.backToWeights(out, direction);
  }

  private curvatureInOnePass(kernel: LinearKernel, direction: Float64Array, out: Float64Array): void {
    const { X, weights, fitIntercept, penalty } = this.data;
    const { probabilities } = this;
    const k = this.weightCount;
    out.fill(0);
    let sum = 0;
    kernel.sweep(
      X.data,
      X.cols,
      direction.subarray(0, k),
      fitIntercept ? (direction[k] as number) : 0,
      (scores, start) => {
        for (let at = 0; at < scores.length; at++) {
          const probability = probabilities[start + at] as number;
          const factor = (weights[start + at] as number) * probability * (1 - probability) * (scores[at] as number);
          scores[at] = factor;
          sum += factor;
        }
      },
      out.subarray(0, k),
    );
    for (let j = 0; j < k; j++) out[j] = (out[j] as number) + penalty * (direction[j] as number);
    if (fitIntercept) out[k] = sum;
  }

  hessianDiagonal(out: Float64Array): void {
    const { X, outputs, weights, penalty } = this.data;
    const { probabilities: p, rowBuffer } = this;
    for (let at = 0; at < rowBuffer.length; at++) {
      const probability = p[at] as number;
      rowBuffer[at] =
        (weights[outputs === 1 ? at : Math.floor(at / outputs)] as number) * probability * (1 - probability);
    }
    multiplyTransposed(X, rowBuffer, outputs, out.subarray(0, this.weightCount), true);
    this.sumOutputs(out);
    // The smallest addend keeps a column of zeros, and a class that is certain everywhere, from dividing by zero.
    for (let j = 0; j < out.length; j++) out[j] = (out[j] as number) + (j < this.weightCount ? penalty : 0) + 1e-30;
  }

  /** out = Xᵀ·rowBuffer + penalty·weights, and the sums of the rows for the intercepts. */
  private backToWeights(out: Float64Array, weights: Float64Array): void {
    const { X, outputs, penalty } = this.data;
    multiplyTransposed(X, this.rowBuffer, outputs, out.subarray(0, this.weightCount));
    if (penalty > 0) {
      for (let j = 0; j < this.weightCount; j++) out[j] = (out[j] as number) + penalty * (weights[j] as number);
    }
    this.sumOutputs(out);
  }

  private sumOutputs(out: Float64Array): void {
    if (!this.data.fitIntercept) return;
    const { outputs } = this.data;
    out.fill(0, this.weightCount);
    for (let at = 0; at < this.rowBuffer.length; at++) {
      const place = this.weightCount + (outputs === 1 ? 0 : at % outputs);
      out[place] = (out[place] as number) + (this.rowBuffer[at] as number);
    }
  }

  private binaryLoss(): number {
    const { codes, weights } = this.data;
    const { probabilities } = this;
    let loss = 0;
    for (let i = 0; i < codes.length; i++) {
      const score = probabilities[i] as number;
      const small = Math.exp(-Math.abs(score));
      loss += (weights[i] as number) * (Math.log1p(small) + Math.max(score, 0) - (codes[i] as number) * score);
      probabilities[i] = (score >= 0 ? 1 : small) / (1 + small);
    }
    return loss;
  }

  private softmaxLoss(): number {
    const { codes, weights, outputs } = this.data;
    const { probabilities } = this;
    let loss = 0;
    for (let i = 0; i < codes.length; i++) {
      const row = i * outputs;
      let highest = probabilities[row] as number;
      for (let c = 1; c < outputs; c++) highest = Math.max(highest, probabilities[row + c] as number);
      const own = probabilities[row + (codes[i] as number)] as number;
      let sum = 0;
      for (let c = 0; c < outputs; c++) {
        const power = Math.exp((probabilities[row + c] as number) - highest);
        probabilities[row + c] = power;
        sum += power;
      }
      for (let c = 0; c < outputs; c++) probabilities[row + c] = (probabilities[row + c] as number) / sum;
      loss += (weights[i] as number) * (Math.log(sum) + highest - own);
    }
    return loss;
  }
}
