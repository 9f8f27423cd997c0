import { Matrix } from "@mlsys/core";
import { allFinite } from "./all-finite.ts";
import { choleskyFactor, choleskySolve } from "./cholesky.ts";
import { centredProblem, gramMatrices, residualProducts } from "./gram.ts";
import type { LinearProblem } from "./gram.ts";
import { byOrthogonalFactors, isLong, rootsOfEigenvalues } from "./least-squares.ts";

/** The condition of XᵀX + αI up to which Cholesky alone gives all digits that matter. */
const GOOD_CONDITION = 1e4;
/** The condition up to which a step of refinement gives all digits that matter. */
const SAFE_CONDITION = 1e8;
/** Singular values below this share of the largest are rounding. */
export const ROUNDING = 1e-15;

/** A solution with the means that were taken off before. */
export interface RidgeSolution {
  /** p × targets. */
  readonly coef: Matrix;
  readonly xMeans: Float64Array;
  readonly yMeans: Float64Array;
}

/**
 * Solves min ‖√w(Y − XB)‖² + Σ αₖ‖bₖ‖², one penalty a target. Long problems of good condition go by Cholesky with a step of
 * refinement, all others by singular values. `check` is called before the latter, and refuses an X that is not finite.
 */
export function ridgeSolution(problem: LinearProblem, penalties: Float64Array, check: () => void): RidgeSolution {
  const fast = isLong(problem.X) ? byCholesky(problem, penalties) : undefined;
  if (fast !== undefined) return fast;
  check();
  const centred = centredProblem(problem);
  const { coef } = byOrthogonalFactors(centred, ROUNDING, { penalties });
  return { coef, xMeans: centred.xMeans, yMeans: centred.yMeans };
}

/** The solution by Cholesky; undefined when the condition makes it unsafe, or X is not finite. */
export function byCholesky(problem: LinearProblem, penalties: Float64Array): RidgeSolution | undefined {
  const { xx, xy, centred } = gramMatrices(problem);
  const { xMeans, yMeans } = centred;
  if (!allFinite(xx.data) || !allFinite(xy.data)) return undefined;
  const roots = rootsOfEigenvalues(xx);
  const [largest, smallest] = [(roots[0] ?? 0) ** 2, (roots[xx.rows - 1] ?? 0) ** 2];
  const least = Math.min(...penalties);
  if (!((smallest + least) * SAFE_CONDITION > largest + least)) return undefined;
  const factors = factorsOf(xx, penalties);
  if (factors === undefined) return undefined;
  const coef = solved(factors, xy);
  if ((smallest + least) * GOOD_CONDITION > largest + least) return { coef, xMeans, yMeans };
  const left = residualProducts(centred, coef, xx);
  for (let at = 0; at < left.data.length; at++) {
    left.data[at] = (left.data[at] as number) - (penalties[at % left.cols] as number) * (coef.data[at] as number);
  }
  const correction = solved(factors, left);
  for (let at = 0; at < coef.data.length; at++) {
    coef.data[at] = (coef.data[at] as number) + (correction.data[at] as number);
  }
  return { coef, xMeans, yMeans };
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

function solved(factors: readonly Matrix[], B: Matrix): Matrix {
  const solution = new Matrix(B.rows, B.cols);
  factors.forEach((factor, k) => {
    const column = B.column(k);
    choleskySolve(factor, column);
    for (let j = 0; j < B.rows; j++) solution.data[j * B.cols + k] = column[j] as number;
  });
  return solution;
}
