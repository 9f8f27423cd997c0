import { Matrix } from "@mlsys/core";
import { allFinite } from "./all-finite.ts";
import { choleskyFactor, choleskySolveColumns } from "./cholesky.ts";
import { centredColumns, centredRows } from "./centering.ts";
import { centredProblem, gramMatrices, residualProducts } from "./gram.ts";
import type { LinearProblem } from "./gram.ts";
import { byOrthogonalFactors, rootsOfEigenvalues } from "./least-squares.ts";
import { rowSolution } from "./row-solution.ts";
import { largestRowSum } from "./row-sums.ts";
import { addScaled } from "./sums.ts";

/** The condition of XᵀX + αI, its diagonal scaled to 1, up to which Cholesky alone gives all digits that matter. */
const GOOD_CONDITION = 1e4;
/** The condition up to which a step of refinement gives all digits that matter. */
const SAFE_CONDITION = 1e8;
/** Columns that differ so much in size lose what the small ones say to the rounding of the large ones' singular values. */
const UNEVEN = 1e6;
/** Singular values below this share of the largest are rounding. */
export const ROUNDING = 1e-15;

/** A solution with the means that were taken off before. */
export interface RidgeSolution {
  /** p × targets. */
  readonly coef: Matrix;
  readonly xMeans: Float64Array;
  readonly yMeans: Float64Array;
}

/** Below this many multiplications the orthogonal factorisation costs next to nothing. */
const SMALL_PROBLEM = 200_000;

/**
 * Solves min ‖√w(Y − XB)‖² + Σ αₖ‖bₖ‖², one penalty a target. Large problems of good condition go by Cholesky with a step of
 * refinement, and so do small ones whose columns differ much in size, as Cholesky does not mind how columns are scaled; all others
 * by singular values. `check` is called before the latter, and refuses numbers that are not finite.
 */
export function ridgeSolution(problem: LinearProblem, penalties: Float64Array, check: () => void): RidgeSolution {
  const { rows, cols } = problem.X;
  const isLarge = rows * cols * Math.min(rows, cols) > SMALL_PROBLEM;
  const bySquares = rows < cols ? byRows : byCholesky;
  const fast = isLarge || isUneven(problem.X) ? bySquares(problem, penalties) : undefined;
  if (fast !== undefined) return fast;
  check();
  const centred = centredProblem(problem);
  const { coef } = byOrthogonalFactors(centred, ROUNDING, { penalties });
  return { coef, xMeans: centred.xMeans, yMeans: centred.yMeans };
}

/** The solution XᵀC for (XXᵀ + αI)C = Y; undefined as that of {@link byCholesky}. */
function byRows(problem: LinearProblem, penalties: Float64Array): RidgeSolution | undefined {
  const { X, Y, xMeans, yMeans, rootWeights } = centredProblem(problem);
  const columns = centredColumns(X, xMeans, rootWeights);
  const y = centredRows(Y, yMeans, rootWeights);
  const none = new Matrix(X.cols, 0);
  const { xx } = gramMatrices({ X: columns, Y: none, weights: undefined, fitIntercept: false });
  const condition = 1 + largestRowSum(xx) / Math.min(...penalties);
  if (!(condition < SAFE_CONDITION) || !allFinite(y.data)) return undefined;
  const factors = factorsOf(xx, penalties);
  if (factors === undefined) return undefined;
  const coef = rowSolution({ columns, Y: y, factors, penalties }, condition >= GOOD_CONDITION);
  return { coef, xMeans, yMeans };
}

/** The solution by Cholesky; undefined when the condition makes it unsafe, or X is not finite. */
export function byCholesky(problem: LinearProblem, penalties: Float64Array): RidgeSolution | undefined {
  const { xx, xy, centred } = gramMatrices(problem);
  const { xMeans, yMeans } = centred;
  if (!allFinite(xx.data) || !allFinite(xy.data)) return undefined;
  const condition = scaledCondition(xx, Math.min(...penalties));
  if (!(condition < SAFE_CONDITION)) return undefined;
  const factors = factorsOf(xx, penalties);
  if (factors === undefined) return undefined;
  const coef = choleskySolveColumns(factors, xy);
  if (condition < GOOD_CONDITION) return { coef, xMeans, yMeans };
  const left = residualProducts(centred, coef, xx);
  for (let at = 0; at < left.data.length; at++) {
    left.data[at] = (left.data[at] as number) - (penalties[at % left.cols] as number) * (coef.data[at] as number);
  }
  const correction = choleskySolveColumns(factors, left);
  addScaled(coef.data, 1, correction.data);
  return { coef, xMeans, yMeans };
}

/**
 * The condition of XᵀX + αI once its diagonal is 1, which the digits of Cholesky depend on; or a bound that is small enough.
 *
 * @see Higham, "Accuracy and Stability of Numerical Algorithms", SIAM 2002, section 10.1.
 */
function scaledCondition(xx: Matrix, penalty: number): number {
  const scales = Float64Array.from({ length: xx.rows }, (_, j) => Math.sqrt(xx.get(j, j) + penalty));
  const scaled = new Matrix(xx.rows, xx.cols);
  for (let i = 0; i < xx.rows; i++) {
    for (let j = 0; j < xx.cols; j++) {
      const value = i === j ? 1 : xx.get(i, j) / (scales[i] as number) / (scales[j] as number);
      scaled.data[i * xx.cols + j] = Number.isFinite(value) ? value : 0;
    }
  }
  if (scales.some((scale) => scale === 0)) return Infinity;
  // Of the penalty, at least so much is left of each eigenvalue; which takes none to tell. A larger bound would cost a step of refinement.
  const bound = (largestRowSum(scaled) * Math.max(...scales) ** 2) / penalty;
  if (bound < GOOD_CONDITION) return bound;
  const roots = rootsOfEigenvalues(scaled);
  return ((roots[0] ?? 0) / (roots[xx.rows - 1] ?? 0)) ** 2;
}

/** Whether no column is one too many, and the largest that is not 0 is of another order of size than the smallest. */
export function isUneven({ rows, cols, data }: Matrix): boolean {
  if (rows < cols) return false;
  const sizes = new Float64Array(cols);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++, at++) sizes[j] = Math.max(sizes[j] as number, Math.abs(data[at] as number));
  }
  const known = sizes.filter((size) => size > 0);
  return Math.max(...known) > UNEVEN * Math.min(...known);
}

/** The factor of XᵀX + αI for each target; targets with one penalty share it. */
function factorsOf(xx: Matrix, penalties: Float64Array): readonly Matrix[] | undefined {
  const known = new Map<number, Matrix>();
  const factors: Matrix[] = [];
  for (const penalty of penalties) {
    let factor = known.get(penalty);
    if (factor === undefined) {
      const damped = new Matrix(xx.rows, xx.cols, xx.data.slice());
      for (let j = 0; j < xx.rows; j++) damped.data[j * (xx.cols + 1)] = xx.get(j, j) + penalty;
      factor = choleskyFactor(damped);
      if (factor === undefined) return undefined;
      known.set(penalty, factor);
    }
    factors.push(factor);
  }
  return factors;
}
