import { isCsrMatrix, Matrix } from "@mlsys/core";
import { choleskyFactor, choleskySolve } from "../internal/cholesky.ts";
import { dot } from "../internal/sums.ts";
import type { HingeProblem } from "./hinge-dual.ts";

/** The multipliers of the rows, those that are at a bound exactly there. */
export interface InteriorResult {
  readonly alphas: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

const MAX_STEPS = 100;
const SMALL_GAP = 1e-13;

/**
 * The dual of the hinge loss by a primal-dual interior-point method: each step solves as many equations as there are columns.
 *
 * @see Ferris and Munson, Interior-point methods for massive support vector machines (2002).
 */
export function interiorPoint(problem: HingeProblem, size: number): InteriorResult {
  const used = Array.from(problem.costs.keys()).filter((i) => (problem.costs[i] as number) > 0);
  const n = used.length;
  const rows = signedRows(problem, used, size);
  const costs = Float64Array.from(used, (i) => problem.costs[i] as number);
  const alphas = costs.map((cost) => cost / 2);
  const [lower, upper] = [new Float64Array(n).fill(1), new Float64Array(n).fill(1)];
  let converged = false;
  let iterations = 0;
  while (iterations < MAX_STEPS) {
    iterations += 1;
    const w = timesTransposed(rows, alphas);
    const gradient = Float64Array.from({ length: n }, (_, i) => dot(rows.data, w, i * size, 0, size) - 1);
    const diagonal = alphas.map(
      (alpha, i) => (lower[i] as number) / alpha + (upper[i] as number) / ((costs[i] as number) - alpha),
    );
    const gap = alphas.reduce(
      (sum, alpha, i) => sum + alpha * (lower[i] as number) + ((costs[i] as number) - alpha) * (upper[i] as number),
      0,
    );
    const residual = gradient.reduce(
      (most, slope, i) => Math.max(most, Math.abs(slope - (lower[i] as number) + (upper[i] as number))),
      0,
    );
    const value = costs.reduce((sum, cost, i) => sum + cost * Math.max(0, -(gradient[i] as number)), dot(w, w) / 2);
    converged = gap <= SMALL_GAP * Math.max(1e-300, value) && residual <= 1e-9;
    if (converged) break;
    // The centre that a step aims at; small, so that it also makes way.
    const centre = (0.1 * gap) / (2 * n);
    const right = gradient.map(
      (slope, i) => -slope + centre / (alphas[i] as number) - centre / ((costs[i] as number) - (alphas[i] as number)),
    );
    const step = solved(rows, diagonal, right);
    if (step === undefined) break;
    advance(costs, alphas, lower, upper, step, centre);
  }
  const result = new Float64Array(problem.costs.length);
  used.forEach((place, i) => {
    const [alpha, cost] = [alphas[i] as number, costs[i] as number];
    const isLower = alpha / cost < (lower[i] as number);
    const isUpper = 1 - alpha / cost < (upper[i] as number);
    result[place] = isLower ? 0 : isUpper ? cost : alpha;
  });
  return { alphas: result, iterations, converged };
}

/** Moves multipliers and slacks as far as all stay positive. */
function advance(
  costs: Float64Array,
  alphas: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  step: Float64Array,
  centre: number,
): void {
  let [length, dual] = [1, 1];
  const [lowerStep, upperStep] = [new Float64Array(step.length), new Float64Array(step.length)];
  for (let i = 0; i < step.length; i++) {
    const [alpha, room, move] = [alphas[i] as number, (costs[i] as number) - (alphas[i] as number), step[i] as number];
    const [down, up] = [lower[i] as number, upper[i] as number];
    lowerStep[i] = (centre - down * move) / alpha - down;
    upperStep[i] = (centre + up * move) / room - up;
    if (move < 0) length = Math.min(length, -alpha / move);
    if (move > 0) length = Math.min(length, room / move);
    if ((lowerStep[i] as number) < 0) dual = Math.min(dual, -down / (lowerStep[i] as number));
    if ((upperStep[i] as number) < 0) dual = Math.min(dual, -up / (upperStep[i] as number));
  }
  const [primal, slack] = [length < 1 ? 0.995 * length : 1, dual < 1 ? 0.995 * dual : 1];
  for (let i = 0; i < step.length; i++) {
    const cost = costs[i] as number;
    const moved = (alphas[i] as number) + primal * (step[i] as number);
    alphas[i] = Math.min(cost * (1 - 1e-15), Math.max(cost * 1e-300, moved));
    lower[i] = Math.max(1e-300, (lower[i] as number) + slack * (lowerStep[i] as number));
    upper[i] = Math.max(1e-300, (upper[i] as number) + slack * (upperStep[i] as number));
  }
}

/** The rows that count, each times its sign, with the intercept's column. */
function signedRows({ X, signs, interceptScale }: HingeProblem, used: readonly number[], size: number): Matrix {
  const rows = new Matrix(used.length, size);
  used.forEach((place, i) => {
    const row = rows.row(i);
    const sign = signs[place] as number;
    if (isCsrMatrix(X)) {
      for (let at = X.indptr[place] as number; at < (X.indptr[place + 1] as number); at++) {
        row[X.indices[at] as number] = sign * (X.data[at] as number);
      }
    } else {
      for (let j = 0; j < X.cols; j++) row[j] = sign * (X.data[place * X.cols + j] as number);
    }
    if (interceptScale !== 0) row[X.cols] = sign * interceptScale;
  });
  return rows;
}

function timesTransposed({ rows, cols, data }: Matrix, factors: Float64Array): Float64Array {
  const sums = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    const factor = factors[i] as number;
    for (let j = 0; j < cols; j++) sums[j] = (sums[j] as number) + factor * (data[i * cols + j] as number);
  }
  return sums;
}

/** (ZZᵀ + D)⁻¹·right, by the formula of Sherman, Morrison and Woodbury. */
function solved(Z: Matrix, diagonal: Float64Array, right: Float64Array): Float64Array | undefined {
  const [n, p] = [Z.rows, Z.cols];
  const inner = new Matrix(p, p);
  for (let i = 0; i < n; i++) {
    const row = i * p;
    for (let j = 0; j < p; j++) {
      const factor = (Z.data[row + j] as number) / (diagonal[i] as number);
      if (factor === 0) continue;
      for (let k = 0; k <= j; k++) {
        inner.data[j * p + k] = (inner.data[j * p + k] as number) + factor * (Z.data[row + k] as number);
      }
    }
  }
  for (let j = 0; j < p; j++) {
    inner.data[j * (p + 1)] = (inner.data[j * (p + 1)] as number) + 1;
    for (let k = 0; k < j; k++) inner.data[k * p + j] = inner.data[j * p + k] as number;
  }
  const factor = choleskyFactor(inner);
  if (factor === undefined) return undefined;
  const scaled = right.map((value, i) => value / (diagonal[i] as number));
  const middle = timesTransposed(Z, scaled);
  choleskySolve(factor, middle);
  return scaled.map((value, i) => value - dot(Z.data, middle, i * p, 0, p) / (diagonal[i] as number));
}
