import { Matrix, randomState } from "@mlsys/core";
import { choleskyFactor, choleskySolve } from "../internal/cholesky.ts";
import { solveFace } from "./hinge-face.ts";
import { interiorPoint } from "./hinge-interior.ts";
import { addRow, product, score } from "./hinge-rows.ts";
import type { HingeProblem } from "./hinge-rows.ts";

/** w, then b where there is an intercept. */
export interface HingeResult {
  readonly point: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Up to this many columns the equations of an interior-point step cost little. */
const FEW_COLUMNS = 300;
/** Rounds between two looks at the equations of the free rows. */
const FACE_EVERY = 4;
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
    if (iterations % FACE_EVERY !== 0) continue;
    const free = freeOf(alphas, costs);
    const end = solveFace(problem, free, alphas, point);
    if (end === "solved" && isOptimal(problem, free, alphas, point)) return { point, iterations, converged: true };
    const key = free.join();
    if (end !== "stuck" || key === tried || free.length > Math.min(size, 1500)) continue;
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
  const norm = norms[i] as number;
  const sign = problem.signs[i] as number;
  const cost = problem.costs[i] as number;
  const before = alphas[i] as number;
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
  return isOptimal(problem, free, alphas, point) ? point : undefined;
}

/** Whether the rows at their bounds, which the free ones are not among, belong there. */
function isOptimal(problem: HingeProblem, free: readonly number[], alphas: Float64Array, point: Float64Array): boolean {
  const isFree = new Set(free);
  for (let i = 0; i < alphas.length; i++) {
    if (problem.costs[i] === 0 || isFree.has(i)) continue;
    const margin = (problem.signs[i] as number) * score(problem, i, point) - 1;
    if (alphas[i] === 0 ? margin < -1e-10 : margin > 1e-10) return false;
  }
  return true;
}
