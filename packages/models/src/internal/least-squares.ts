import { Matrix } from "@mlsys/core";
import { centredColumns } from "./centering.ts";
import { allFinite } from "./all-finite.ts";
import { choleskyFactor, choleskySolve } from "./cholesky.ts";
import { refineSolution } from "./extended-refinement.ts";
import { centredProblem, gramMatrices, residualProducts } from "./gram.ts";
import type { CentredProblem, LinearProblem } from "./gram.ts";
import { applyQ, applyQTransposed, householderQr } from "./orthogonal/householder.ts";
import { squareSvd } from "./orthogonal/square-svd.ts";
import { symmetricEigenvalues } from "./orthogonal/tridiagonal.ts";
import { addScaled, dot } from "./sums.ts";
import { transposed } from "./transposed.ts";

/** The least-squares solution of smallest norm. */
export interface LeastSquares {
  /** p × targets. */
  readonly coef: Matrix;
  /** Number of singular values above `tol` times the largest. */
  readonly rank: number;
  /** Number of singular values that double precision tells from 0. */
  readonly numericalRank: number;
  /** The singular values of the centred, weighted X, descending. */
  readonly singular: Float64Array;
}

/** Below this many multiplications the orthogonal factorisation costs next to nothing. */
const SMALL_PROBLEM = 200_000;
/** Normal equations square the condition number: up to this one they keep twelve digits. */
const GOOD_CONDITION = 1e2;
/** Residuals of twice the precision cost some fifty times a product. */
const MOST_REFINED = 1 << 20;
/** Up to this one a step of refinement makes up for it. */
const SAFE_CONDITION = 1e4;

/** A solution with the means that were taken off before. */
export interface CentredSolution extends LeastSquares {
  readonly xMeans: Float64Array;
  readonly yMeans: Float64Array;
}

/** Whether a problem is long enough for normal equations to pay. */
export function isLong({ rows, cols }: Matrix): boolean {
  return rows >= 2 * cols && rows * cols * cols > SMALL_PROBLEM;
}

/**
 * Solves min ‖√w(Y − XB)‖, cutting singular values at `tol` times the largest. Long problems of good condition go by the normal
 * equations with a step of refinement, all others by Householder reflections and the singular values of R. `check` is called
 * before the latter, and refuses an X that is not finite: of the former, the inner products tell.
 */
export function leastSquares(problem: LinearProblem, tol: number, check: () => void): CentredSolution {
  const fast = isLong(problem.X) ? byNormalEquations(problem, tol) : undefined;
  if (fast !== undefined) return fast;
  check();
  const centred = centredProblem(problem);
  const { xMeans, yMeans } = centred;
  return { ...byOrthogonalFactors(centred, tol, { fitsIntercept: problem.fitIntercept }), xMeans, yMeans };
}

/** The solution by normal equations; undefined when the condition of X makes them unsafe, or X is not finite. */
export function byNormalEquations(problem: LinearProblem, tol: number): CentredSolution | undefined {
  const { xx, xy, centred } = gramMatrices(problem);
  const { xMeans, yMeans } = centred;
  const p = xx.rows;
  if (!allFinite(xx.data) || !allFinite(xy.data)) return undefined;
  const singular = rootsOfEigenvalues(xx);
  const [largest, smallest] = [singular[0] ?? 0, singular[p - 1] ?? 0];
  if (!(smallest * SAFE_CONDITION > largest) || smallest <= 10 * tol * largest) return undefined;
  const L = choleskyFactor(xx);
  if (L === undefined) return undefined;
  const coef = solveColumns(L, xy);
  if (smallest * GOOD_CONDITION > largest) {
    return { coef, rank: p, numericalRank: p, singular, xMeans, yMeans };
  }
  const correction = solveColumns(L, residualProducts(centred, coef, xx));
  for (let at = 0; at < coef.data.length; at++) {
    coef.data[at] = (coef.data[at] as number) + (correction.data[at] as number);
  }
  return { coef, rank: p, numericalRank: p, singular, xMeans, yMeans };
}

/** What the slower way may do besides. */
export interface OrthogonalSettings {
  /** One penalty a target. Default: none. */
  readonly penalties?: Float64Array;
  /** Given where the solution is to be refined: whether the columns are centred. */
  readonly fitsIntercept?: boolean;
}

/** The solution by A = QR (or Aᵀ = QR for wide A) and the singular value decomposition of R. */
export function byOrthogonalFactors(
  problem: CentredProblem,
  tol: number,
  settings: OrthogonalSettings = {},
): LeastSquares {
  const { X, Y, xMeans, yMeans, rootWeights } = problem;
  const columns = centredColumns(X, xMeans, rootWeights);
  const targets = centredColumns(Y, yMeans, rootWeights);
  if (X.rows < X.cols) return solveWide(columns, targets, tol, settings.penalties);
  return solveTall(problem, columns, targets, tol, settings);
}

function solveTall(
  problem: CentredProblem,
  columns: Matrix,
  targets: Matrix,
  tol: number,
  { penalties, fitsIntercept }: OrthogonalSettings,
): LeastSquares {
  const p = columns.rows;
  const qr = householderQr(columns);
  const core = decompose(qr.r, Math.max(columns.cols, p), tol);
  const coef = new Matrix(p, targets.rows);
  const isRefined = fitsIntercept !== undefined && losesDigits(core, columns) && problem.rootWeights === undefined;
  for (let k = 0; k < targets.rows; k++) {
    const target = targets.row(k);
    applyQTransposed(qr, target);
    let solution = core.solve(target.subarray(0, p), penalties?.[k]);
    if (isRefined) {
      const { X, Y, xMeans, yMeans } = problem;
      const data = { X, y: Y.column(k), xMeans, yMean: yMeans[k] as number, fitsIntercept, qr };
      solution = refineSolution(data, solution);
    }
    for (let j = 0; j < p; j++) coef.data[j * targets.rows + k] = solution[j] as number;
  }
  return { coef, rank: core.rank, numericalRank: core.numericalRank, singular: core.singular };
}

/** Whether a problem of full rank, not too long, has a condition that costs digits. */
function losesDigits({ singular, rank }: SquareSolver, columns: Matrix): boolean {
  const p = columns.rows;
  return (
    rank === p && columns.data.length <= MOST_REFINED && (singular[0] ?? 0) > GOOD_CONDITION * (singular[p - 1] ?? 0)
  );
}

/** X = RᵀQᵀ: the solution of smallest norm lies in the span of Q. */
function solveWide(columns: Matrix, targets: Matrix, tol: number, penalties?: Float64Array): LeastSquares {
  const [p, n] = [columns.rows, columns.cols];
  const qr = householderQr(transposed(columns));
  const core = decompose(transposed(qr.r), Math.max(n, p), tol);
  const coef = new Matrix(p, targets.rows);
  for (let k = 0; k < targets.rows; k++) {
    const solution = new Float64Array(p);
    solution.set(core.solve(targets.row(k), penalties?.[k]));
    applyQ(qr, solution);
    for (let j = 0; j < p; j++) coef.data[j * targets.rows + k] = solution[j] as number;
  }
  return { coef, rank: core.rank, numericalRank: core.numericalRank, singular: core.singular };
}

interface SquareSolver {
  readonly singular: Float64Array;
  readonly rank: number;
  readonly numericalRank: number;
  /** With a penalty α, each singular value s counts as s + α/s. */
  readonly solve: (target: Float64Array, penalty?: number) => Float64Array;
}

function decompose(A: Matrix, longestSide: number, tol: number): SquareSolver {
  if (A.rows === 1) return decomposeScalar(A.data[0] as number);
  const { singular, left, right } = squareSvd(A, { left: true, right: true });
  const rank = countAbove(singular, tol > 0 && tol < 1 ? tol : Number.EPSILON);
  return {
    singular,
    rank,
    numericalRank: countAbove(singular, longestSide * Number.EPSILON),
    solve: (target, penalty = 0) => {
      const solution = new Float64Array(A.rows);
      for (let s = 0; s < rank; s++) {
        const value = singular[s] as number;
        addScaled(solution, dot(left.row(s), target) / (value + penalty / value), right.row(s));
      }
      return solution;
    },
  };
}

/** One column: multiplying by the reciprocal, as LAPACK does, gives its digits. */
function decomposeScalar(value: number): SquareSolver {
  const rank = value === 0 ? 0 : 1;
  const solve = (target: Float64Array, penalty = 0) =>
    Float64Array.of(rank === 0 ? 0 : (target[0] as number) * (1 / (value + penalty / value)));
  return { singular: Float64Array.of(Math.abs(value)), rank, numericalRank: rank, solve };
}

function countAbove(values: Float64Array, share: number): number {
  const cut = share * (values[0] ?? 0);
  return values.filter((value) => value > cut).length;
}

export function rootsOfEigenvalues(A: Matrix): Float64Array {
  return symmetricEigenvalues(A).map((value) => Math.sqrt(Math.max(0, value)));
}

function solveColumns(L: Matrix, B: Matrix): Matrix {
  const solution = new Matrix(B.rows, B.cols);
  for (let k = 0; k < B.cols; k++) {
    const column = B.column(k);
    choleskySolve(L, column);
    for (let j = 0; j < B.rows; j++) solution.data[j * B.cols + k] = column[j] as number;
  }
  return solution;
}
