import { isCsrMatrix, Matrix, randomState } from "@mlsys/core";
import type { CsrMatrix } from "@mlsys/core";
import { choleskyFactor, choleskySolve } from "../internal/cholesky.ts";
import { interiorPoint } from "./hinge-interior.ts";

/** min ½‖w‖² + Σ costs·max(0, 1 − signs·(Xw + scale·b)), b penalised like w; signs are 1 and −1. */
export interface HingeProblem {
  readonly X: Matrix | CsrMatrix;
  readonly signs: Float64Array;
  readonly costs: Float64Array;
  /** What the intercept's column holds; 0 for no intercept. */
  readonly interceptScale: number;
}

/** w, then b where there is an intercept. */
export interface HingeResult {
  readonly point: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Up to this many columns the equations of an interior-point step cost little. */
const FEW_COLUMNS = 300;
/** A projected gradient of this size changes nothing that matters. */
const FLAT = 1e-12;

/**
 * With few columns by an interior-point method; else by coordinate descent on the dual problem. In both, once the rows at their bounds
 * no longer change, the equations of the others are solved directly, and kept when they fulfil the conditions of optimality.
 *
 * @see Hsieh et al., A dual coordinate descent method for large-scale linear SVM (2008).
 */
export function hingeDual(problem: HingeProblem, maxIter: number, tol: number): HingeResult {
  const { X, costs } = problem;
  const n = X.rows;
  const size = X.cols + (problem.interceptScale === 0 ? 0 : 1);
  const [point, alphas] = [new Float64Array(size), new Float64Array(n)];
  if (size <= FEW_COLUMNS) {
    const interior = interiorPoint(problem, size);
    alphas.set(interior.alphas);
    const free = freeOf(alphas, costs);
    // More equations than columns have no one solution.
    const exact = free.length <= size ? solveFree(problem, free, alphas, size) : undefined;
    if (exact !== undefined) return { point: exact, iterations: interior.iterations, converged: true };
    if (interior.converged) return interior;
    for (let i = 0; i < n; i++) addRow(problem, i, (alphas[i] as number) * (problem.signs[i] as number), point);
  }
  const norms = Float64Array.from({ length: n }, (_, i) => product(problem, i, i));
  const order = Int32Array.from({ length: n }, (_, i) => i);
  const rng = randomState(0);
  let tried = "";
  let largest = Infinity;
  for (let iterations = 1; iterations <= maxIter; iterations++) {
    rng.shuffle(order);
    largest = 0;
    for (const i of order) largest = Math.max(largest, move(problem, i, alphas, norms, point));
    if (largest <= FLAT) return { point, iterations, converged: true };
    if (largest > 0.5) continue;
    const free = freeOf(alphas, costs);
    const key = free.join();
    if (key === tried || free.length > Math.min(size, 1500)) continue;
    tried = key;
    const exact = solveFree(problem, free, alphas, size);
    if (exact !== undefined) return { point: exact, iterations, converged: true };
  }
  return { point, iterations: maxIter, converged: largest <= tol };
}

/** The rows whose multipliers lie between their bounds. */
function freeOf(alphas: Float64Array, costs: Float64Array): number[] {
  return Array.from(alphas.keys()).filter((i) => {
    const alpha = alphas[i] as number;
    return alpha > 0 && alpha < (costs[i] as number);
  });
}

/** Moves the multiplier of one row to its optimum; the size of the projected gradient before. */
function move(
  problem: HingeProblem,
  i: number,
  alphas: Float64Array,
  norms: Float64Array,
  point: Float64Array,
): number {
  const [norm, sign, cost, before] = [norms[i], problem.signs[i], problem.costs[i], alphas[i]] as [
    number,
    number,
    number,
    number,
  ];
  const gradient = sign * score(problem, i, point) - 1;
  const projected = before === 0 ? Math.min(gradient, 0) : before >= cost ? Math.max(gradient, 0) : gradient;
  if (projected === 0 || cost === 0) return 0;
  const after = norm === 0 ? cost : Math.min(cost, Math.max(0, before - gradient / norm));
  alphas[i] = after;
  addRow(problem, i, (after - before) * sign, point);
  return Math.abs(projected);
}

/** The point whose free rows lie exactly on the margin; undefined when it is not the optimum. */
function solveFree(
  problem: HingeProblem,
  free: readonly number[],
  alphas: Float64Array,
  size: number,
): Float64Array | undefined {
  const { signs, costs } = problem;
  const point = new Float64Array(size);
  const isFree = new Uint8Array(alphas.length);
  for (const i of free) isFree[i] = 1;
  for (let i = 0; i < alphas.length; i++) {
    if (isFree[i] === 0 && alphas[i] !== 0) addRow(problem, i, (alphas[i] as number) * (signs[i] as number), point);
  }
  const gram = new Matrix(free.length, free.length);
  free.forEach((a, i) => {
    free.forEach((b, k) => {
      gram.data[i * free.length + k] = product(problem, a, b) * (signs[a] as number) * (signs[b] as number);
    });
  });
  const factor = free.length === 0 ? gram : choleskyFactor(gram);
  if (factor === undefined) return undefined;
  const values = new Float64Array(free.length);
  // The second round corrects the rounding of the first.
  for (let round = 0; round < 2 && free.length > 0; round++) {
    const step = Float64Array.from(free, (i) => 1 - (signs[i] as number) * score(problem, i, point));
    choleskySolve(factor, step);
    free.forEach((i, k) => {
      values[k] = (values[k] as number) + (step[k] as number);
      addRow(problem, i, (step[k] as number) * (signs[i] as number), point);
    });
  }
  const fits = free.every((i, k) => (values[k] as number) >= 0 && (values[k] as number) <= (costs[i] as number));
  if (!fits) return undefined;
  for (let i = 0; i < alphas.length; i++) {
    if (isFree[i] === 1 || costs[i] === 0) continue;
    const margin = (signs[i] as number) * score(problem, i, point) - 1;
    if (alphas[i] === 0 ? margin < -1e-10 : margin > 1e-10) return undefined;
  }
  return point;
}

function score({ X, interceptScale }: HingeProblem, i: number, point: Float64Array): number {
  let sum = interceptScale === 0 ? 0 : interceptScale * (point[X.cols] as number);
  if (isCsrMatrix(X)) {
    for (let at = X.indptr[i] as number; at < (X.indptr[i + 1] as number); at++) {
      sum += (X.data[at] as number) * (point[X.indices[at] as number] as number);
    }
    return sum;
  }
  for (let j = 0; j < X.cols; j++) sum += (X.data[i * X.cols + j] as number) * (point[j] as number);
  return sum;
}

function addRow({ X, interceptScale }: HingeProblem, i: number, factor: number, point: Float64Array): void {
  if (isCsrMatrix(X)) {
    for (let at = X.indptr[i] as number; at < (X.indptr[i + 1] as number); at++) {
      const j = X.indices[at] as number;
      point[j] = (point[j] as number) + factor * (X.data[at] as number);
    }
  } else {
    for (let j = 0; j < X.cols; j++) {
      point[j] = (point[j] as number) + factor * (X.data[i * X.cols + j] as number);
    }
  }
  if (interceptScale !== 0) point[X.cols] = (point[X.cols] as number) + factor * interceptScale;
}

/** The inner product of two rows, the intercept's column included. */
function product({ X, interceptScale }: HingeProblem, a: number, b: number): number {
  let sum = interceptScale * interceptScale;
  if (!isCsrMatrix(X)) {
    const [first, second] = [a * X.cols, b * X.cols];
    for (let j = 0; j < X.cols; j++) sum += (X.data[first + j] as number) * (X.data[second + j] as number);
    return sum;
  }
  let other = X.indptr[b] as number;
  const end = X.indptr[b + 1] as number;
  for (let at = X.indptr[a] as number; at < (X.indptr[a + 1] as number); at++) {
    const j = X.indices[at] as number;
    while (other < end && (X.indices[other] as number) < j) other++;
    if (other < end && X.indices[other] === j) sum += (X.data[at] as number) * (X.data[other] as number);
  }
  return sum;
}
