import type { CsrMatrix, Matrix } from "@mlsys/core";
import { multiply, multiplyTransposed } from "./products.ts";
import { dot, pairwiseSum } from "./sums.ts";

/** min ‖√w(y − (X − 1m)b)‖² + α‖b‖², m the means of the columns: X is not centred, so that it stays sparse. */
export interface PenalisedProblem {
  readonly X: Matrix | CsrMatrix;
  /** Centred. */
  readonly y: Float64Array;
  readonly weights: Float64Array | undefined;
  readonly xMeans: Float64Array;
  readonly penalty: number;
}

/** How a search went. */
export interface GradientsSolution {
  readonly coef: Float64Array;
  readonly iterations: number;
  /** What is left of the gradient, as a share of that at 0. */
  readonly left: number;
}

/** The share of the first gradient below which nothing is left to gain. */
const NOTHING_LEFT = 1e-14;

/**
 * Conjugate gradients on the normal equations, without forming them, each coefficient in units of its column's length.
 *
 * @see Björck, Numerical Methods for Least Squares Problems (1996), section 7.4.
 */
export function conjugateGradients(problem: PenalisedProblem, maxIter: number): GradientsSolution {
  const { X, y, penalty } = problem;
  const p = X.cols;
  const scales = scalesOf(problem);
  const coef = new Float64Array(p);
  const residual = y.slice();
  const image = new Float64Array(y.length);
  let slope = slopeOf(problem, residual, coef);
  let steps = slope.map((value, j) => value * (scales[j] as number));
  const direction = steps.slice();
  let size = dot(slope, steps);
  const first = size;
  let iterations = 0;
  while (iterations < maxIter && size > NOTHING_LEFT ** 2 * first) {
    iterations += 1;
    apply(problem, direction, image);
    const length = weighted(image, problem.weights) + penalty * dot(direction, direction);
    if (!(length > 0)) break;
    const step = size / length;
    for (let j = 0; j < p; j++) coef[j] = (coef[j] as number) + step * (direction[j] as number);
    for (let i = 0; i < residual.length; i++) residual[i] = (residual[i] as number) - step * (image[i] as number);
    slope = slopeOf(problem, residual, coef);
    steps = slope.map((value, j) => value * (scales[j] as number));
    const next = dot(slope, steps);
    for (let j = 0; j < p; j++) direction[j] = (steps[j] as number) + (next / size) * (direction[j] as number);
    size = next;
  }
  return { coef, iterations, left: first > 0 ? Math.sqrt(size / first) : 0 };
}

/** The inverse of the diagonal of XᵀWX + αI; 0 for a column of nothing. */
function scalesOf({ X, weights, xMeans, penalty }: PenalisedProblem): Float64Array {
  const ones = weights ?? new Float64Array(X.rows).fill(1);
  const squares = new Float64Array(X.cols);
  multiplyTransposed(X, ones, 1, squares, true);
  const total = pairwiseSum(ones);
  return squares.map((square, j) => {
    const own = square - total * (xMeans[j] as number) ** 2;
    const diagonal = Math.max(own, 0) + penalty;
    return diagonal > 0 ? 1 / diagonal : 0;
  });
}

/** (X − 1m)·b. */
function apply({ X, xMeans }: PenalisedProblem, b: Float64Array, out: Float64Array): void {
  multiply(X, b, 1, Float64Array.of(-dot(xMeans, b)), out);
}

/** (X − 1m)ᵀW·r − αb. */
function slopeOf({ X, weights, xMeans, penalty }: PenalisedProblem, r: Float64Array, b: Float64Array): Float64Array {
  const own = weights === undefined ? r : r.map((value, i) => value * (weights[i] as number));
  const slope = new Float64Array(X.cols);
  multiplyTransposed(X, own, 1, slope);
  const sum = pairwiseSum(own);
  for (let j = 0; j < slope.length; j++) {
    slope[j] = (slope[j] as number) - sum * (xMeans[j] as number) - penalty * (b[j] as number);
  }
  return slope;
}

function weighted(values: Float64Array, weights: Float64Array | undefined): number {
  if (weights === undefined) return dot(values, values);
  return pairwiseSum(values.map((value, i) => value * value * (weights[i] as number)));
}

/** The weighted mean of each column of a matrix that may be sparse. */
export function meansOf(X: Matrix | CsrMatrix, weights: Float64Array | undefined): Float64Array {
  const ones = weights ?? new Float64Array(X.rows).fill(1);
  const sums = new Float64Array(X.cols);
  multiplyTransposed(X, ones, 1, sums);
  const total = pairwiseSum(ones);
  return sums.map((sum) => sum / total);
}
