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

/** How far a coefficient outside of the support may break its bound by rounding. */
const SLACK = 1e-10;
const MOST_PASSES = 200;

/**
 * Coordinate descent on the inner products of a long problem, whose passes do not grow with its rows. The support that it finds is
 * solved directly and checked against the rows themselves; undefined where that does not give the optimum.
 *
 * @see Friedman, Hastie and Tibshirani, Regularization paths for generalized linear models via coordinate descent (2010), section 2.2.
 */
export function gramDescent(problem: GramProblem, start: Float64Array | undefined): ElasticNetSolution | undefined {
  const { gram, l1, l2, positive } = problem;
  const { xx, xy } = gram;
  const p = xx.rows;
  if (!allFinite(xx.data) || !allFinite(xy.data)) return undefined;
  const coef = start?.slice() ?? new Float64Array(p);
  const pulls = xy.column(0);
  for (let j = 0; j < p; j++) if (coef[j] !== 0) addScaled(pulls, -(coef[j] as number), xx.data, 0, j * p, p);
  let tried = "";
  for (let iterations = 1; iterations <= MOST_PASSES; iterations++) {
    let moved = 0;
    for (let j = 0; j < p; j++) {
      const norm = xx.data[j * p + j] as number;
      if (!(norm > 0)) continue;
      const before = coef[j] as number;
      const pull = (pulls[j] as number) + norm * before;
      const size = Math.max(0, Math.abs(pull) - l1);
      const after = positive && pull < 0 ? 0 : (Math.sign(pull) * size) / (norm + l2);
      if (after === before) continue;
      coef[j] = after;
      addScaled(pulls, before - after, xx.data, 0, j * p, p);
      moved = Math.max(moved, (after - before) ** 2 * norm);
    }
    const support = Array.from(coef.keys()).filter((j) => coef[j] !== 0);
    const key = support.map((j) => ((coef[j] as number) > 0 ? j + 1 : -j - 1)).join();
    if (key === tried || (iterations === 1 && start === undefined)) {
      if (moved === 0) return undefined;
      continue;
    }
    tried = key;
    const exact = solveSupport(problem, support, coef);
    if (exact !== undefined) return { coef: exact, gap: gapOf(problem, exact), iterations, converged: true };
  }
  return undefined;
}

function solveSupport(
  { gram, l1, l2, positive }: GramProblem,
  support: readonly number[],
  signs: Float64Array,
): Float64Array | undefined {
  const { xx, xy, centred } = gram;
  const [p, k] = [xx.rows, support.length];
  const inner = new Matrix(k, k);
  support.forEach((a, i) => {
    support.forEach((b, c) => (inner.data[i * k + c] = (xx.data[a * p + b] as number) + (i === c ? l2 : 0)));
  });
  const factor = k === 0 ? inner : choleskyFactor(inner);
  if (factor === undefined) return undefined;
  const coef = new Float64Array(p);
  let pulls = xy.column(0);
  // The first round stands on the inner products, the second on the rows themselves.
  for (let round = 0; round < 2; round++) {
    const step = Float64Array.from(support, (j) => {
      const bound = l1 * Math.sign(signs[j] as number);
      return (pulls[j] as number) - bound - l2 * (coef[j] as number);
    });
    if (k > 0) choleskySolve(factor, step);
    support.forEach((j, i) => (coef[j] = (coef[j] as number) + (step[i] as number)));
    if (support.some((j) => Math.sign(coef[j] as number) !== Math.sign(signs[j] as number))) return undefined;
    if (round === 0) pulls = residualProducts(centred, new Matrix(p, 1, coef), xx).data;
  }
  const bound = l1 + SLACK * Math.max(l1, 1e-6 * Math.sqrt(dot(xy.data, xy.data)));
  const breaks = pulls.some((pull, j) => coef[j] === 0 && (positive ? pull : Math.abs(pull)) > bound);
  return breaks ? undefined : coef;
}

/** How far the objective may lie above its minimum, from the inner products. */
function gapOf({ gram, squares, l1, l2, positive }: GramProblem, coef: Float64Array): number {
  const { xx, xy } = gram;
  const p = xx.rows;
  const pulls = xy.column(0);
  for (let j = 0; j < p; j++) if (coef[j] !== 0) addScaled(pulls, -(coef[j] as number), xx.data, 0, j * p, p);
  const fitted = dot(coef, xy.data);
  const length = Math.max(0, squares - fitted - dot(coef, pulls));
  let [steepest, sum, own] = [0, 0, 0];
  for (let j = 0; j < p; j++) {
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
