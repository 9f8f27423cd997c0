import { Matrix } from "@mlsys/core";
import { allFinite } from "../internal/all-finite.ts";
import { choleskyFactor, choleskySolve } from "../internal/cholesky.ts";
import { residualProducts } from "../internal/gram.ts";
import type { GramMatrices } from "../internal/gram.ts";
import { addScaled, dot } from "../internal/sums.ts";
import type { ElasticNetSolution } from "./coordinate-descent.ts";

/** min ½‖y − Xw‖² + l1·‖w‖₁ + ½·l2·‖w‖², X given by its inner products. */
export interface GramProblem {
  readonly gram: GramMatrices;
  /** ‖y‖² of the centred y. */
  readonly squares: number;
  readonly l1: number;
  readonly l2: number;
  readonly positive: boolean;
}

const MOST_PASSES = 400;
/** After so many passes in vain the equations of the support are solved directly. */
const PATIENCE = 16;
/**
 * The largest move of a pass, as a share of the largest coefficient's part of the fit (both as squared lengths), that ends a descent:
 * before the gradient is taken from the rows, and after.
 */
const [NEAR, STILL] = [1e-16, 1e-24];
/** Such a share of all that was corrected since then is far more than the next correction. */
const SMALL = 1e-12;

/**
 * Coordinate descent on the inner products of a long problem, whose passes do not grow with its rows. Where it comes to rest, its
 * gradient is taken from the rows themselves, and it goes on from there, until that corrects next to nothing; so inner products may be
 * rounded. Undefined where that does not give the optimum.
 *
 * @see Friedman, Hastie and Tibshirani, Regularization paths for generalized linear models via coordinate descent (2010), section 2.2.
 */
export function gramDescent(problem: GramProblem, start: Float64Array | undefined): ElasticNetSolution | undefined {
  const { xx, xy, centred } = problem.gram;
  const p = xx.rows;
  if (!allFinite(xx.data) || !allFinite(xy.data)) return undefined;
  const coef = start?.slice() ?? new Float64Array(p);
  let pulls = xy.column(0);
  for (let j = 0; j < p; j++) if (coef[j] !== 0) addScaled(pulls, -(coef[j] as number), xx.data, 0, j * p, p);
  let anchor: Float64Array | undefined;
  for (let iterations = 1, patience = PATIENCE; iterations <= MOST_PASSES; iterations++) {
    const moved = pass(problem, coef, pulls);
    const largest = fitOf(xx, coef);
    if (moved > (anchor === undefined ? NEAR : STILL) * largest) {
      patience -= 1;
      if (patience === 0) {
        jump(problem, coef, pulls);
        patience = PATIENCE;
      }
      continue;
    }
    const from = anchor;
    if (from !== undefined) {
      const correction = fitOf(
        xx,
        coef.map((value, j) => value - (from[j] as number)),
      );
      if (correction <= SMALL * largest) return { coef, gap: gapOf(problem, coef, pulls), iterations, converged: true };
    }
    anchor = coef.slice();
    pulls = residualProducts(centred, new Matrix(p, 1, coef), xx).data;
  }
  return undefined;
}

/** One pass over all coordinates; the largest change of the fit, as a squared length. */
function pass({ gram, l1, l2, positive }: GramProblem, coef: Float64Array, pulls: Float64Array): number {
  const { data, rows: p } = gram.xx;
  let moved = 0;
  for (let j = 0; j < p; j++) {
    const norm = data[j * p + j] as number;
    if (!(norm > 0)) continue;
    const before = coef[j] as number;
    const pull = (pulls[j] as number) + norm * before;
    const size = Math.max(0, Math.abs(pull) - l1);
    const after = positive && pull < 0 ? 0 : (Math.sign(pull) * size) / (norm + l2);
    if (after === before) continue;
    coef[j] = after;
    const step = before - after;
    for (let k = 0, at = j * p; k < p; k++, at++) pulls[k] = (pulls[k] as number) + step * (data[at] as number);
    moved = Math.max(moved, (after - before) ** 2 * norm);
  }
  return moved;
}

/** The largest part of a fit that a coefficient has, as a squared length. */
function fitOf({ data, rows: p }: Matrix, coef: Float64Array): number {
  let most = 0;
  for (let j = 0; j < p; j++) most = Math.max(most, (coef[j] as number) ** 2 * (data[j * p + j] as number));
  return most;
}

/** Moves to the optimum among coefficients of the same signs, where that keeps the signs. */
function jump({ gram, l1, l2 }: GramProblem, coef: Float64Array, pulls: Float64Array): void {
  const { data, rows: p } = gram.xx;
  const support = Array.from(coef.keys()).filter((j) => coef[j] !== 0);
  const k = support.length;
  if (k === 0) return;
  const inner = new Matrix(k, k);
  support.forEach((a, i) => {
    support.forEach((b, c) => (inner.data[i * k + c] = (data[a * p + b] as number) + (i === c ? l2 : 0)));
  });
  const factor = choleskyFactor(inner);
  if (factor === undefined) return;
  const step = Float64Array.from(support, (j) => {
    const value = coef[j] as number;
    return (pulls[j] as number) - l1 * Math.sign(value) - l2 * value;
  });
  choleskySolve(factor, step);
  const keepsSigns = support.every((j, i) => {
    const value = coef[j] as number;
    return Math.sign(value + (step[i] as number)) === Math.sign(value);
  });
  if (!keepsSigns) return;
  support.forEach((j, i) => {
    coef[j] = (coef[j] as number) + (step[i] as number);
    addScaled(pulls, -(step[i] as number), data, 0, j * p, p);
  });
}

/** How far the objective may lie above its minimum, from what is left of the inner products with y. */
function gapOf({ gram, squares, l1, l2, positive }: GramProblem, coef: Float64Array, pulls: Float64Array): number {
  const fitted = dot(coef, gram.xy.data);
  const length = Math.max(0, squares - fitted - dot(coef, pulls));
  let [steepest, sum, own] = [0, 0, 0];
  for (let j = 0; j < coef.length; j++) {
    const value = coef[j] as number;
    const pull = (pulls[j] as number) - l2 * value;
    steepest = Math.max(steepest, positive ? pull : Math.abs(pull));
    sum += Math.abs(value);
    own += value * value;
  }
  const share = steepest > l1 ? l1 / steepest : 1;
  const quadratic = steepest > l1 ? 0.5 * (length + length * share * share) : length;
  const product = squares - fitted;
  return Math.max(0, quadratic + l1 * sum - share * product + 0.5 * l2 * (1 + share * share) * own);
}
