import type { Matrix } from "@mlsys/core";
import { addScaled, dot } from "../internal/sums.ts";
import type { ElasticNetSolution } from "./coordinate-descent.ts";
import { gramSearch, supportOf } from "./gram-search.ts";
import type { SearchFactor, SearchProblem } from "./gram-search.ts";

/** min ½‖y − Xw‖² + l1·‖w‖₁ + ½·l2·‖w‖², X given by its inner products, which are finite. */
export interface GramProblem extends SearchProblem {
  /** Xᵀy. */
  readonly xy: Float64Array;
  /** Whether XᵀX is not rounded by more than a double is. */
  readonly isExact: boolean;
  readonly factor: SearchFactor;
  /** Xᵀ(y − Xw), from X itself. */
  readonly pullsAt: (coef: Float64Array) => Float64Array;
}

/** After so many passes in vain a search of the support takes over. */
const PATIENCE = 16;
/** How often a gradient is taken from the rows at most. */
const MOST_ANCHORS = 40;
/**
 * The largest move of a pass, as a share of the largest coefficient's part of the fit (both as squared lengths), that ends a descent:
 * before the gradient is taken from the rows, and after; there, such a share of what was corrected since is enough, too.
 */
const [NEAR, STILL, SLIGHT] = [1e-12, 1e-24, 1e-9];
/** Moves become less than such a share of those before where what is left is no more than the last one. */
const FAST = 0.25;
/** Such a share, to be corrected next as the last corrections tell, is next to nothing. */
const TINY = 1e-22;
/** Columns that keep such a share of their squared lengths beside others lose no digits that matter. */
const SOUND = 1e-4;
/** Corrections that do not become less than such a share of those before: the inner products are too rough. */
const SLOW = 0.1;

/**
 * Coordinate descent on inner products, whose passes do not grow with the rows; where it moves by ever less, a search of the support. Where
 * that comes to rest, the gradient is taken from X itself, and it goes on from there, until that corrects next to nothing; so inner products may
 * be rounded. Those that are not, of columns that are far from depending on each other, need no correction. Undefined where that does not give the optimum.
 *
 * @see Friedman, Hastie and Tibshirani, Regularization paths for generalized linear models via coordinate descent (2010), section 2.2.
 */
export function gramDescent(problem: GramProblem, start: Float64Array | undefined): ElasticNetSolution | undefined {
  const { xx } = problem;
  const coef = start?.slice() ?? new Float64Array(xx.rows);
  let pulls = pullsOf(problem, coef);
  let anchor: Float64Array | undefined;
  let corrected = Infinity;
  let iterations = 0;
  let isSlow = problem.factor.isNear(problem.l1);
  for (let anchors = 0; anchors <= MOST_ANCHORS; anchors++) {
    if (!isSlow) {
      const passes = descend(problem, coef, pulls, anchor);
      iterations += passes;
      isSlow = passes === PATIENCE;
    }
    let share: number | undefined = 1;
    if (isSlow) {
      iterations += 1;
      share = gramSearch(problem, coef, pulls, problem.factor);
      if (share === undefined) return undefined;
    }
    const correction = anchor === undefined ? Infinity : changeOf(xx, coef, anchor);
    const next = corrected === Infinity ? correction : correction * (correction / corrected);
    if (anchor === undefined) problem.factor.solved(problem.l1);
    if ((problem.isExact && share > SOUND) || next <= TINY * fitOf(xx, coef)) {
      return { coef, gap: () => gapOf(problem, coef, pulls), iterations, converged: true };
    }
    if (correction > SLOW * corrected) return undefined;
    corrected = correction;
    anchor = coef.slice();
    pulls = problem.pullsAt(coef);
  }
  return undefined;
}

/** Xᵀ(y − Xw), from inner products. */
function pullsOf({ xx, xy, factor }: GramProblem, coef: Float64Array): Float64Array {
  const pulls = xy.slice();
  const places = supportOf(coef);
  const factors = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) factors[i] = -(coef[places[i] as number] as number);
  factor.addRows(pulls, factors, xx, places);
  return pulls;
}

/** Passes over all coordinates, until they come to rest, and fast; how many, `PATIENCE` where they do not. */
function descend(problem: GramProblem, coef: Float64Array, pulls: Float64Array, anchor?: Float64Array): number {
  const { xx, isExact } = problem;
  const share = anchor === undefined && !isExact ? NEAR : STILL;
  let before = Infinity;
  for (let passes = 1; passes < PATIENCE; passes++) {
    const moved = pass(problem, coef, pulls);
    const slight = anchor === undefined ? 0 : SLIGHT * changeOf(xx, coef, anchor);
    if (moved <= FAST * before && moved <= Math.max(share * fitOf(xx, coef), slight)) return passes;
    before = moved;
  }
  return PATIENCE;
}

/** One pass over all coordinates; the largest change of the fit, as a squared length. */
function pass({ xx, l1, l2, positive }: GramProblem, coef: Float64Array, pulls: Float64Array): number {
  const { data, rows: p } = xx;
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
    addScaled(pulls, step, data, 0, j * p, p);
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

/** The same of the difference of two fits. */
function changeOf(xx: Matrix, coef: Float64Array, other: Float64Array): number {
  return fitOf(
    xx,
    coef.map((value, j) => value - (other[j] as number)),
  );
}

/** How far the objective may lie above its minimum, from what is left of the inner products with y. */
function gapOf({ xy, squares, l1, l2, positive }: GramProblem, coef: Float64Array, pulls: Float64Array): number {
  const fitted = dot(coef, xy);
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
