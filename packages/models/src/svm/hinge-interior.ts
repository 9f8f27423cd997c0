import { isCsrMatrix, Matrix } from "@mlsys/core";
import { choleskyFactor, choleskySolve } from "../internal/cholesky.ts";
import { gramMatrices } from "../internal/gram.ts";
import { addScaled, dot } from "../internal/sums.ts";
import { transposed } from "../internal/transposed.ts";
import { rowProducts } from "./hinge-products.ts";
import type { RowProducts } from "./hinge-products.ts";
import type { HingeProblem } from "./hinge-rows.ts";

/** Where an interior-point method came to. */
export interface InteriorResult {
  /** The multipliers of the rows, those that are at a bound exactly there. */
  readonly alphas: Float64Array;
  /** w, then b where there is an intercept, by multipliers as they were found, a little within their bounds. */
  readonly point: Float64Array;
  readonly iterations: number;
  /** Whether the objective at the point is at most 1e-10 of it above the least. */
  readonly converged: boolean;
}

const MAX_STEPS = 100;
const SMALL_GAP = 1e-13;
/** The least objective lies between the primal and the dual one; this close together, as shares of it, they tell it. */
const CERTAIN = 1e-10;
/** So many times as far from the optimum as before, steps lead nowhere. */
const LOST = 1e4;

/**
 * The dual of the hinge loss by a primal-dual interior-point method: each step solves as many equations as there are columns, or rows if
 * those are fewer.
 *
 * @see Mehrotra, On the implementation of a primal-dual interior point method (1992).
 * @see Ferris and Munson, Interior-point methods for massive support vector machines (2002).
 */
export function interiorPoint(problem: HingeProblem, size: number): InteriorResult {
  const used = Array.from(problem.costs.keys()).filter((i) => (problem.costs[i] as number) > 0);
  const rows = signedRows(problem, used, size);
  const products = rowProducts(rows);
  try {
    return interiorPointOf(problem, used, rows, products);
  } finally {
    products.release();
  }
}

function interiorPointOf(
  problem: HingeProblem,
  used: readonly number[],
  rows: Matrix,
  products: RowProducts,
): InteriorResult {
  const n = used.length;
  const costs = Float64Array.from(used, (i) => problem.costs[i] as number);
  const alphas = costs.map((cost) => cost / 2);
  const factored = equationsOf(rows, products);
  const slopesOf = (w: Float64Array): Float64Array => products.times(w, -1);
  // By the multipliers at first. Later it moves by steps of its own: sums of large numbers that cancel would leave it few digits.
  const w = products.timesTransposed(alphas);
  // Slacks that fulfil their equations from the start, and none near 0.
  const first = slopesOf(w);
  const least = 1 + first.reduce((sum, slope) => sum + Math.abs(slope), 0) / n;
  const lower = first.map((slope) => Math.max(slope, 0) + least);
  const upper = first.map((slope) => Math.max(-slope, 0) + least);
  let [iterations, closest, surest] = [0, Infinity, Infinity];
  let best: Multipliers = { alphas, lower, upper };
  // Room that each iteration uses anew: memory that is new is slow at first.
  const numbers = (): Float64Array => new Float64Array(n);
  const kept: Multipliers = { alphas: numbers(), lower: numbers(), upper: numbers() };
  const room: StepRoom = { right: numbers(), lower: numbers(), upper: numbers() };
  const [diagonal, zeros, lowerAim, upperAim] = [numbers(), numbers(), numbers(), numbers()];
  let point = new Float64Array(rows.cols);
  while (iterations < MAX_STEPS) {
    iterations += 1;
    const gradient = slopesOf(w);
    const byAlphas = products.timesTransposed(alphas);
    let gap = 0;
    let [residual, steepest] = [0, 1];
    let value = dot(w, w) / 2;
    let dual = -dot(byAlphas, byAlphas) / 2;
    for (let i = 0; i < n; i++) {
      const alpha = alphas[i] as number;
      const cost = costs[i] as number;
      const down = lower[i] as number;
      const up = upper[i] as number;
      const slope = gradient[i] as number;
      diagonal[i] = down / alpha + up / (cost - alpha);
      gap += alpha * down + (cost - alpha) * up;
      residual = Math.max(residual, Math.abs(slope - down + up));
      steepest = Math.max(steepest, Math.abs(slope));
      value += cost * Math.max(0, -slope);
      dual += alpha;
    }
    if (value - dual < surest * value) {
      surest = (value - dual) / value;
      point = w.slice();
    }
    const [far, off] = [gap / Math.max(1e-300, value), residual / steepest];
    // Next to its bounds a multiplier makes steps so long that rounding leads away again.
    if (!(far + off < LOST * Math.max(closest, SMALL_GAP))) break;
    if (far + off < closest) {
      closest = far + off;
      best = kept;
      best.alphas.set(alphas);
      best.lower.set(lower);
      best.upper.set(upper);
    }
    if (far <= SMALL_GAP && off <= 1e-9) break;
    const solve = factored(diagonal);
    if (solve === undefined) break;
    const state = { costs, alphas, lower, upper, w, lack: byAlphas.map((value, j) => value - (w[j] as number)) };
    // First straight at the optimum, to see how far that way leads; then towards the centre, as much as is left, with what bends the way.
    const straight = stepTowards(state, solve, gradient, zeros, zeros, room);
    const centre = ((gapAfter(state, straight, lengthOf(state, straight)) / gap) ** 3 * gap) / (2 * n);
    for (let i = 0; i < n; i++) {
      const move = straight.alphas[i] as number;
      lowerAim[i] = centre - move * (straight.lower[i] as number);
      upperAim[i] = centre + move * (straight.upper[i] as number);
    }
    advance(state, stepTowards(state, solve, gradient, lowerAim, upperAim, room));
  }
  const result = new Float64Array(problem.costs.length);
  used.forEach((place, i) => {
    const [alpha, cost] = [best.alphas[i] as number, costs[i] as number];
    const isLower = alpha / cost < (best.lower[i] as number);
    const isUpper = 1 - alpha / cost < (best.upper[i] as number);
    result[place] = isLower ? 0 : isUpper ? cost : alpha;
  });
  return { alphas: result, point, iterations, converged: surest <= CERTAIN };
}

/** Multipliers, and the slacks of their bounds. */
interface Multipliers {
  readonly alphas: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** All that moves, or a step of it. */
interface Variables extends Multipliers {
  readonly w: Float64Array;
}

interface State extends Variables {
  readonly costs: Float64Array;
  /** What w lacks of the sum of rows by the multipliers. */
  readonly lack: Float64Array;
}

/** What a step is worked out in. */
interface StepRoom {
  readonly right: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** The step after which multipliers times their slacks are what is aimed at; the next one is written over it. */
function stepTowards(
  { costs, alphas, lower, upper, lack }: State,
  solve: Solve,
  gradient: Float64Array,
  lowerAim: Float64Array,
  upperAim: Float64Array,
  { right, lower: down, upper: up }: StepRoom,
): Variables {
  const n = alphas.length;
  for (let i = 0; i < n; i++) {
    const alpha = alphas[i] as number;
    right[i] =
      -(gradient[i] as number) +
      (lowerAim[i] as number) / alpha -
      (upperAim[i] as number) / ((costs[i] as number) - alpha);
  }
  const { w, alphas: moves } = solve(right, lack);
  for (let i = 0; i < n; i++) {
    const alpha = alphas[i] as number;
    const move = moves[i] as number;
    const [low, high] = [lower[i] as number, upper[i] as number];
    down[i] = ((lowerAim[i] as number) - low * move) / alpha - low;
    up[i] = ((upperAim[i] as number) + high * move) / ((costs[i] as number) - alpha) - high;
  }
  return { w, alphas: moves, lower: down, upper: up };
}

/**
 * How far a step may go: until the first multiplier or slack would be 0, and at most 1. One length for both: the equations of the slacks
 * hold multipliers too, so that different lengths would lead away from what they fulfil.
 */
function lengthOf({ costs, alphas, lower, upper }: State, step: Variables): number {
  let length = 1;
  for (let i = 0; i < alphas.length; i++) {
    const alpha = alphas[i] as number;
    const move = step.alphas[i] as number;
    const down = step.lower[i] as number;
    const up = step.upper[i] as number;
    // Quotients take long, and few rows are in the way: products tell of the others, with room for rounding.
    const reach = length * (1 + 1e-14);
    const room = (costs[i] as number) - alpha;
    if (-move * reach >= alpha) length = Math.min(length, -alpha / move);
    if (move * reach >= room) length = Math.min(length, room / move);
    if (-down * reach >= (lower[i] as number)) length = Math.min(length, -(lower[i] as number) / down);
    if (-up * reach >= (upper[i] as number)) length = Math.min(length, -(upper[i] as number) / up);
  }
  return length;
}

/** The sum of multipliers times their slacks after a step. */
function gapAfter({ costs, alphas, lower, upper }: State, step: Variables, length: number): number {
  let gap = 0;
  for (let i = 0; i < alphas.length; i++) {
    const alpha = (alphas[i] as number) + length * (step.alphas[i] as number);
    gap += alpha * ((lower[i] as number) + length * (step.lower[i] as number));
    gap += ((costs[i] as number) - alpha) * ((upper[i] as number) + length * (step.upper[i] as number));
  }
  return gap;
}

/** Moves multipliers and slacks along a step as far as all stay positive. */
function advance(state: State, step: Variables): void {
  const { costs, alphas, lower, upper, w } = state;
  const most = lengthOf(state, step);
  const length = most < 1 ? 0.995 * most : 1;
  addScaled(w, length, step.w);
  for (let i = 0; i < alphas.length; i++) {
    const cost = costs[i] as number;
    const moved = (alphas[i] as number) + length * (step.alphas[i] as number);
    alphas[i] = Math.min(cost * (1 - 1e-15), Math.max(cost * 1e-300, moved));
    lower[i] = Math.max(1e-300, (lower[i] as number) + length * (step.lower[i] as number));
    upper[i] = Math.max(1e-300, (upper[i] as number) + length * (step.upper[i] as number));
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

/** The steps of w and the multipliers with Z·w + D·α = right and w = Zᵀα + lack. */
type Solve = (right: Float64Array, lack: Float64Array) => Pick<Variables, "w" | "alphas">;
/** What solves for a diagonal D; undefined where rounding leaves no solution. */
type Factored = (diagonal: Float64Array) => Solve | undefined;

const equationsOf = (Z: Matrix, products: RowProducts): Factored =>
  Z.rows < Z.cols ? equationsOfRows(Z, products) : equationsOfColumns(Z, products);

/** (ZZᵀ + D)·α = right − Z·lack, scaled so that D becomes the identity. */
function equationsOfRows(Z: Matrix, { times, timesTransposed }: RowProducts): Factored {
  const n = Z.rows;
  const products = crossProducts(transposed(Z));
  return (diagonal) => {
    const scales = diagonal.map((value) => 1 / Math.sqrt(value));
    const matrix = new Matrix(n, n);
    for (let i = 0; i < n; i++) {
      const scale = scales[i] as number;
      for (let k = 0; k < n; k++) {
        matrix.data[i * n + k] = scale * (products.data[i * n + k] as number) * (scales[k] as number);
      }
      matrix.data[i * n + i] = (matrix.data[i * n + i] as number) + 1;
    }
    const factor = choleskyFactor(matrix);
    if (factor === undefined) return undefined;
    return (right, lack) => {
      const scores = times(lack, 0);
      const alphas = right.map((value, i) => (value - (scores[i] as number)) * (scales[i] as number));
      choleskySolve(factor, alphas);
      for (let i = 0; i < n; i++) alphas[i] = (alphas[i] as number) * (scales[i] as number);
      const w = timesTransposed(alphas);
      addScaled(w, 1, lack);
      return { w, alphas };
    };
  };
}

/** (1 + ZᵀD⁻¹Z)·w = ZᵀD⁻¹·right + lack. */
function equationsOfColumns(Z: Matrix, { times, timesTransposed }: RowProducts): Factored {
  const [n, p] = [Z.rows, Z.cols];
  const [weights, alphas] = [new Float64Array(n), new Float64Array(n)];
  return (diagonal) => {
    for (let i = 0; i < n; i++) weights[i] = 1 / (diagonal[i] as number);
    const matrix = crossProducts(Z, weights);
    for (let j = 0; j < p; j++) matrix.data[j * p + j] = (matrix.data[j * p + j] as number) + 1;
    const factor = choleskyFactor(matrix);
    if (factor === undefined) return undefined;
    return (right, lack) => {
      for (let i = 0; i < n; i++) alphas[i] = (right[i] as number) / (diagonal[i] as number);
      const w = timesTransposed(alphas);
      addScaled(w, 1, lack);
      choleskySolve(factor, w);
      const scores = times(w, 0);
      for (let i = 0; i < n; i++) alphas[i] = ((right[i] as number) - (scores[i] as number)) / (diagonal[i] as number);
      return { w, alphas };
    };
  };
}

/** AᵀA, of weighted rows. */
function crossProducts(A: Matrix, weights?: Float64Array): Matrix {
  return gramMatrices({ X: A, Y: new Matrix(A.rows, 0), weights, fitIntercept: false }).xx;
}
