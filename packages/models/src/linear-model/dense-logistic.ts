import { isCsrMatrix, Matrix } from "@mlsys/core";
import type { CsrMatrix } from "@mlsys/core";
import { choleskyFactor } from "../internal/cholesky.ts";
import { gramWidth } from "../internal/kernels/kernel-contract.ts";
import { linearKernel } from "../internal/kernels/linear-kernel.ts";
import type { NewtonResult } from "../internal/newton-cg.ts";
import { preconditionedBfgs } from "../internal/preconditioned-bfgs.ts";
import type { SmoothProblem } from "../internal/preconditioned-bfgs.ts";
import { pairwiseSum } from "../internal/sums.ts";
import type { LogisticData } from "./logistic-loss.ts";

/** A logistic regression of two classes on dense rows. */
type DenseData = Omit<LogisticData, "X" | "outputs"> & { readonly X: Matrix };

/** Fewer numbers than this are soon done in any way. */
const LEAST = 1 << 18;
/** More columns than this make the Hessian dear. */
const MOST_COLUMNS = 512;
/** Rows of the sample, for each column. */
const SAMPLE_PER_COLUMN = 60;

/**
 * The optimum for many dense rows of two classes: Newton's method on a sample of the rows tells where to begin; the Hessian of all rows
 * there steers quasi-Newton steps, each one pass over X. Undefined where the problem does not suit, or this does not get there.
 */
export function denseOptimum(data: LogisticData, maxIter: number, tol: number): NewtonResult | undefined {
  const { X, outputs } = data;
  if (!suits(X) || outputs !== 1) return undefined;
  const sample = sampleOf({ ...data, X });
  const start = sample && newtonOn(sample);
  if (start === undefined) return undefined;
  const whole = new DenseLogistic({ ...data, X });
  const factor = choleskyFactor(whole.hessian(start));
  return factor && preconditionedBfgs(whole, start, factor, maxIter, tol);
}

function suits(X: Matrix | CsrMatrix): X is Matrix {
  return (
    !isCsrMatrix(X) && X.data.length >= LEAST && X.cols <= MOST_COLUMNS && X.rows >= 8 * SAMPLE_PER_COLUMN * X.cols
  );
}

/** Rows at equal distances; undefined where they are of one class. */
function sampleOf(data: DenseData): DenseData | undefined {
  const { X, codes, weights } = data;
  const stride = Math.floor(X.rows / (SAMPLE_PER_COLUMN * (X.cols + 1)));
  const places = Int32Array.from({ length: Math.floor(X.rows / stride) }, (_, i) => i * stride);
  const chosen = Float64Array.from(places, (i) => weights[i] as number);
  const total = pairwiseSum(chosen);
  const sampled = places.map((i) => codes[i] as number);
  if (!(total > 0) || sampled.every((code) => code === sampled[0])) return undefined;
  return { ...data, X: X.take(places), codes: sampled, weights: chosen.map((weight) => weight / total) };
}

/** About the optimum of a sample. */
function newtonOn(data: DenseData): Float64Array | undefined {
  const problem = new DenseLogistic(data);
  let point: Float64Array = new Float64Array(problem.size);
  for (let step = 0; step < 12; step++) {
    const factor = choleskyFactor(problem.hessian(point));
    if (factor === undefined) return undefined;
    const result = preconditionedBfgs(problem, point, factor, 2, 1e-3);
    if (result === undefined) return undefined;
    const moved = result.point.reduce((most, value, j) => Math.max(most, Math.abs(value - (point[j] as number))), 0);
    const size = result.point.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    point = result.point;
    if (moved <= 1e-2 * size) return point;
  }
  return undefined;
}

/** The mean weighted logistic loss plus penalty/2·‖w‖². A point holds w, then the intercept. */
class DenseLogistic implements SmoothProblem {
  readonly size: number;
  private readonly data: DenseData;
  private readonly isEven: boolean;

  constructor(data: DenseData) {
    this.data = data;
    this.isEven = data.weights.every((weight) => weight === data.weights[0]);
    this.size = data.X.cols + (data.fitIntercept ? 1 : 0);
  }

  /** The value; writes the gradient. One pass over X. */
  evaluate(point: Float64Array, gradient: Float64Array): number {
    const { X, codes, weights, penalty, fitIntercept } = this.data;
    const p = X.cols;
    let loss = 0;
    let sum = 0;
    const between = (scores: Float64Array, start: number): void => {
      // Where rows weigh the same, the logarithm of a product of sixteen stands for sixteen logarithms.
      let product = 1;
      for (let i = 0; i < scores.length; i++) {
        const score = scores[i] as number;
        const weight = weights[start + i] as number;
        const code = codes[start + i] as number;
        const small = Math.exp(-Math.abs(score));
        loss += weight * (Math.max(score, 0) - code * score);
        if (this.isEven) {
          product *= 1 + small;
          if ((i & 15) === 15) {
            loss += weight * Math.log(product);
            product = 1;
          }
        } else loss += weight * Math.log1p(small);
        const factor = weight * ((score >= 0 ? 1 : small) / (1 + small) - code);
        scores[i] = factor;
        sum += factor;
      }
      loss += (weights[start] as number) * Math.log(product);
    };
    gradient.fill(0);
    linearKernel(p).sweep(X.data, p, point, fitIntercept ? (point[p] as number) : 0, between, gradient);
    let squares = 0;
    for (let j = 0; j < p; j++) {
      const value = point[j] as number;
      squares += value * value;
      gradient[j] = (gradient[j] as number) + penalty * value;
    }
    if (fitIntercept) gradient[p] = sum;
    return loss + (penalty / 2) * squares;
  }

  hessian(point: Float64Array): Matrix {
    const { X, weights, penalty, fitIntercept } = this.data;
    const [p, rows] = [X.cols, X.rows];
    const rootWeights = new Float64Array(rows);
    const between = (scores: Float64Array, start: number): void => {
      for (let i = 0; i < scores.length; i++) {
        const small = Math.exp(-Math.abs(scores[i] as number));
        rootWeights[start + i] = Math.sqrt((weights[start + i] as number) * small) / (1 + small);
      }
    };
    const kernel = linearKernel(p);
    kernel.sweep(X.data, p, point, fitIntercept ? (point[p] as number) : 0, between, new Float64Array(p));
    const sums = kernel.gram({ rows, X: X.data, p, Y: new Float64Array(0), t: 0, rootWeights }, new Float64Array(p));
    const hessian = new Matrix(this.size, this.size);
    for (let i = 0; i < this.size; i++) {
      for (let j = i; j < this.size; j++) {
        const value = (sums[i * gramWidth(p, 0) + j] as number) + (i === j && i < p ? penalty : 0);
        hessian.data[i * this.size + j] = value;
        hessian.data[j * this.size + i] = value;
      }
    }
    return hessian;
  }
}
