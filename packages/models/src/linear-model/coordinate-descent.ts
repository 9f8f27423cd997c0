import { Matrix } from "@mlsys/core";
import { choleskyFactor, choleskySolve } from "../internal/cholesky.ts";
import { addScaled, dot } from "../internal/sums.ts";
import { featureSignSearch } from "./feature-sign-search.ts";

/** min ½‖y − Xw‖² + l1·‖w‖₁ + ½·l2·‖w‖², X given by columns. */
export interface ElasticNetProblem {
  /** Column j of X is row j. */
  readonly columns: Matrix;
  readonly y: Float64Array;
  readonly l1: number;
  readonly l2: number;
  /** Whether coefficients may not be negative. */
  readonly positive: boolean;
  /** A random whole number below a bound: which coefficient is next. Without, they take turns. */
  readonly draw?: ((below: number) => number) | undefined;
}

/** How a descent went. */
export interface ElasticNetSolution {
  readonly coef: Float64Array;
  /** How far the objective may lie above its minimum. On a path, nobody asks for it. */
  readonly gap: () => number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** The gap, as a share of ‖y‖², below which nothing is left to gain. */
const NO_GAP = 1e-14;
/** After so many passes in vain, coefficients are taken up and dropped one by one, where they are no more than so many. */
const PATIENCE = 500;
const MOST_COLUMNS = 300;
/** How far a coefficient outside of the support may break its bound by rounding. */
const SLACK = 1e-10;

/**
 * Coordinate descent, until the support no longer changes; then the equations of the support are solved directly, and kept when they
 * fulfil the conditions of optimality. Where they do not, the descent goes on until the duality gap is negligible; where it moves by
 * ever less, as where columns depend on each other, a search of the support takes over.
 *
 * @see Friedman, Hastie and Tibshirani, Regularization paths for generalized linear models via coordinate descent (2010).
 */
export function coordinateDescent(
  problem: ElasticNetProblem,
  maxIter: number,
  tol: number,
  start?: Float64Array,
): ElasticNetSolution {
  const { columns, y } = problem;
  const p = columns.rows;
  const coef = start?.slice() ?? new Float64Array(p);
  const norms = Float64Array.from({ length: p }, (_, j) => dot(columns.row(j), columns.row(j)));
  const residual = y.slice();
  for (let j = 0; j < p; j++) if (coef[j] !== 0) addScaled(residual, -(coef[j] as number), columns.row(j));
  const scale = dot(y, y);
  let tried: string | undefined;
  let hasSearched = p > MOST_COLUMNS;
  let gap = Infinity;
  let iterations = 0;
  while (iterations < maxIter) {
    iterations += 1;
    sweep(problem, norms, coef, residual);
    const support = supportOf(coef);
    if (iterations > 1 && support.key !== tried) {
      tried = support.key;
      const exact = solveSupport(problem, support.places, coef);
      if (exact !== undefined) return { coef: exact.coef, gap: () => exact.gap, iterations, converged: true };
    }
    iterations += sweepSupport(problem, norms, coef, residual, Math.min(50, maxIter - iterations));
    gap = dualityGap(problem, coef, residual);
    const isNegligible = gap <= NO_GAP * scale;
    if (isNegligible && hasSearched) break;
    // A coefficient that is all but 0 may be left over, where the bound of its column is just reached: the search takes it out.
    if (hasSearched || (!isNegligible && iterations < PATIENCE)) continue;
    hasSearched = true;
    const found = featureSignSearch(problem, coef);
    if (found !== undefined) return { coef: found, gap: () => gapAt(problem, found), iterations, converged: true };
    if (isNegligible) break;
  }
  return { coef, gap: () => gap, iterations, converged: gap <= Math.max(tol, NO_GAP) * scale };
}

/** One pass over all coordinates; the largest change of the fit, as a squared length. */
function sweep(
  { columns, l1, l2, positive, draw }: ElasticNetProblem,
  norms: Float64Array,
  coef: Float64Array,
  residual: Float64Array,
  places?: readonly number[],
): number {
  const n = columns.cols;
  const { data } = columns;
  const count = places?.length ?? coef.length;
  let largest = 0;
  for (let turn = 0; turn < count; turn++) {
    const at = draw?.(count) ?? turn;
    const j = places === undefined ? at : (places[at] as number);
    const norm = norms[j] as number;
    if (norm === 0) continue;
    const before = coef[j] as number;
    const pull = dot(data, residual, j * n, 0, n) + norm * before;
    const size = Math.max(0, Math.abs(pull) - l1);
    const after = positive && pull < 0 ? 0 : (Math.sign(pull) * size) / (norm + l2);
    if (after === before) continue;
    coef[j] = after;
    addScaled(residual, before - after, data, 0, j * n, n);
    largest = Math.max(largest, (after - before) ** 2 * norm);
  }
  return largest;
}

/** Passes over what is not 0, until they change little; how many. */
function sweepSupport(
  problem: ElasticNetProblem,
  norms: Float64Array,
  coef: Float64Array,
  residual: Float64Array,
  most: number,
): number {
  const { places } = supportOf(coef);
  const enough = 1e-6 * dot(residual, residual);
  for (let pass = 1; pass <= most; pass++) {
    if (sweep(problem, norms, coef, residual, places) <= enough) return pass;
  }
  return Math.max(0, most);
}

function supportOf(coef: Float64Array): { readonly places: readonly number[]; readonly key: string } {
  const places = Array.from(coef.keys()).filter((j) => coef[j] !== 0);
  return { places, key: places.map((j) => ((coef[j] as number) > 0 ? j + 1 : -j - 1)).join() };
}

/** The coefficients that fulfil the equations of a support with its signs; undefined when these are not the optimum's. */
function solveSupport(
  { columns, y, l1, l2, positive }: ElasticNetProblem,
  places: readonly number[],
  signs: Float64Array,
): { readonly coef: Float64Array; readonly gap: number } | undefined {
  const k = places.length;
  if (k > columns.cols && l2 === 0) return undefined;
  const chosen = places.map((j) => columns.row(j));
  const gram = new Matrix(k, k);
  chosen.forEach((a, i) => {
    for (let c = 0; c <= i; c++) {
      const product = dot(a, chosen[c] as Float64Array) + (c === i ? l2 : 0);
      gram.data[i * k + c] = product;
      gram.data[c * k + i] = product;
    }
  });
  const factor = k === 0 ? gram : choleskyFactor(gram);
  if (factor === undefined) return undefined;
  const values = new Float64Array(k);
  const residual = y.slice();
  // The second round corrects the rounding of the first.
  for (let round = 0; round < 2; round++) {
    const step = Float64Array.from(chosen, (column, i) => {
      const bound = l1 * Math.sign(signs[places[i] as number] as number);
      return dot(column, residual) - bound - l2 * (values[i] as number);
    });
    if (k > 0) choleskySolve(factor, step);
    step.forEach((value, i) => {
      values[i] = (values[i] as number) + value;
      addScaled(residual, -value, chosen[i] as Float64Array);
    });
  }
  const coef = new Float64Array(columns.rows);
  const keepsSigns = places.every((j, i) => {
    coef[j] = values[i] as number;
    return Math.sign(values[i] as number) === Math.sign(signs[j] as number);
  });
  if (!keepsSigns) return undefined;
  const bound = l1 + SLACK * Math.max(l1, 1e-6 * Math.sqrt(dot(y, y)));
  for (let j = 0; j < coef.length; j++) {
    if (coef[j] !== 0) continue;
    const pull = dot(columns.row(j), residual);
    if ((positive ? pull : Math.abs(pull)) > bound) return undefined;
  }
  return { coef, gap: dualityGap({ columns, y, l1, l2, positive }, coef, residual) };
}

function gapAt(problem: ElasticNetProblem, coef: Float64Array): number {
  const residual = problem.y.slice();
  coef.forEach((value, j) => value !== 0 && addScaled(residual, -value, problem.columns.row(j)));
  return dualityGap(problem, coef, residual);
}

/** How far the objective may lie above its minimum. */
export function dualityGap(
  { columns, y, l1, l2, positive }: ElasticNetProblem,
  coef: Float64Array,
  residual: Float64Array,
): number {
  let [steepest, sum, squares] = [0, 0, 0];
  for (let j = 0; j < coef.length; j++) {
    const value = coef[j] as number;
    const pull = dot(columns.row(j), residual) - l2 * value;
    steepest = Math.max(steepest, positive ? pull : Math.abs(pull));
    sum += Math.abs(value);
    squares += value * value;
  }
  const length = dot(residual, residual);
  const share = steepest > l1 ? l1 / steepest : 1;
  const quadratic = steepest > l1 ? 0.5 * (length + length * share * share) : length;
  return Math.max(0, quadratic + l1 * sum - share * dot(residual, y) + 0.5 * l2 * (1 + share * share) * squares);
}
