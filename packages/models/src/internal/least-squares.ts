import { Matrix } from "@mlsys/core";
import { centredColumns, centredRows } from "./centering.ts";
import { allFinite } from "./all-finite.ts";
import { choleskyFactor, choleskySolveColumns } from "./cholesky.ts";
import { refineSolution } from "./extended-refinement.ts";
import { centredProblem, gramMatrices, residualProducts } from "./gram.ts";
import type { CentredProblem, LinearProblem } from "./gram.ts";
import { applyQ, applyQTransposed, householderQr } from "./orthogonal/householder.ts";
import { factoredSvd } from "./orthogonal/square-svd.ts";
import { symmetricEigenvalues } from "./orthogonal/tridiagonal.ts";
import { rowSolution } from "./row-solution.ts";
import { dot } from "./sums.ts";
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
/** Squares of smaller singular values come near to where numbers lose their digits. */
const LEAST_SINGULAR = 1e-145;

/** A solution with the means that were taken off before. */
export interface CentredSolution extends LeastSquares {
  readonly xMeans: Float64Array;
  readonly yMeans: Float64Array;
}

/** Whether a problem has fewer rows than columns, and enough of them for inner products of its rows to pay. */
const isWide = ({ rows, cols }: Matrix): boolean => rows < cols && rows * rows * cols > SMALL_PROBLEM;

/** Whether a problem is long enough for normal equations to pay. */
export function isLong({ rows, cols }: Matrix): boolean {
  return rows >= 2 * cols && rows * cols * cols > SMALL_PROBLEM;
}

/**
 * Solves min ‖√w(Y − XB)‖, cutting singular values at `tol` times the largest. Long and wide problems of good condition go by the
 * inner products of columns or rows with a step of refinement, all others by Householder reflections and the singular values of R. `check` is called
 * before the latter, and refuses numbers that are not finite: of the former, the inner products tell.
 */
export function leastSquares(problem: LinearProblem, tol: number, check: () => void): CentredSolution {
  const { X } = problem;
  const fast = isLong(X) ? byNormalEquations(problem, tol) : isWide(X) ? byRowProducts(problem, tol) : undefined;
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
  if (!isSafe(largest, smallest) || smallest <= 10 * tol * largest) return undefined;
  const L = choleskyFactor(xx);
  if (L === undefined) return undefined;
  const coef = choleskySolveColumns([L], xy);
  if (smallest * GOOD_CONDITION > largest) {
    return { coef, rank: p, numericalRank: p, singular, xMeans, yMeans };
  }
  const correction = choleskySolveColumns([L], residualProducts(centred, coef, xx));
  for (let at = 0; at < coef.data.length; at++) {
    coef.data[at] = (coef.data[at] as number) + (correction.data[at] as number);
  }
  return { coef, rank: p, numericalRank: p, singular, xMeans, yMeans };
}

/**
 * The solution of smallest norm by the inner products of the rows, of which there are fewer than columns; undefined when the condition of
 * X makes them unsafe, rows depend on each other but for what their mean takes off, or X is not finite.
 */
export function byRowProducts(problem: LinearProblem, tol: number): CentredSolution | undefined {
  const centred = centredProblem(problem);
  const { X, xMeans, yMeans, rootWeights } = centred;
  const n = X.rows;
  const columns = centredColumns(X, xMeans, rootWeights);
  const none = new Matrix(X.cols, 0);
  const { xx } = gramMatrices({ X: columns, Y: none, weights: undefined, fitIntercept: false });
  const Y = centredRows(centred.Y, yMeans, rootWeights);
  if (!allFinite(xx.data) || !allFinite(Y.data)) return undefined;
  // Centred rows have no part in the direction of the intercept: there, a square of medium size stands in for 0.
  const medium = problem.fitIntercept ? traceOf(xx) / (n - 1) : 0;
  if (problem.fitIntercept) addDirection(xx, medium, rootWeights ?? new Float64Array(n).fill(1));
  const L = choleskyFactor(xx);
  if (L === undefined || !isSafe(...diagonalRange(L))) return undefined;
  const singular = rootsOfEigenvalues(xx);
  const rank = problem.fitIntercept ? n - 1 : n;
  if (problem.fitIntercept) moveToEnd(singular, Math.sqrt(medium));
  const [largest, smallest] = [singular[0] ?? 0, singular[rank - 1] ?? 0];
  if (!isSafe(largest, smallest) || smallest <= 10 * tol * largest) return undefined;
  const coef = rowSolution({ columns, Y, factors: [L] }, smallest * GOOD_CONDITION <= largest);
  return { coef, rank, numericalRank: rank, singular, xMeans, yMeans };
}

/** Whether the squares of singular values keep digits enough. */
const isSafe = (largest: number, smallest: number): boolean =>
  smallest > LEAST_SINGULAR && smallest * SAFE_CONDITION > largest;

function traceOf({ rows, data }: Matrix): number {
  let trace = 0;
  for (let i = 0; i < rows; i++) trace += data[i * (rows + 1)] as number;
  return trace;
}

/** A + square · u·uᵀ, in place, for the unit vector u in a direction. */
function addDirection({ rows, data }: Matrix, square: number, direction: Float64Array): void {
  const factor = square / dot(direction, direction);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++, at++) {
      data[at] = (data[at] as number) + factor * (direction[i] as number) * (direction[j] as number);
    }
  }
}

/** The largest and the smallest element on the diagonal of a factor, which tell of its condition at least. */
function diagonalRange({ rows, data }: Matrix): [number, number] {
  const diagonal = Float64Array.from({ length: rows }, (_, i) => data[i * (rows + 1)] as number);
  return [Math.max(...diagonal), Math.min(...diagonal)];
}

/** Puts 0 at the end instead of the value that is nearest to one, in place. */
function moveToEnd(values: Float64Array, value: number): void {
  let nearest = 0;
  for (let i = 1; i < values.length; i++) {
    if (Math.abs((values[i] as number) - value) < Math.abs((values[nearest] as number) - value)) nearest = i;
  }
  values.copyWithin(nearest, nearest + 1);
  values[values.length - 1] = 0;
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
  const turned = new Matrix(targets.rows, p);
  for (let k = 0; k < targets.rows; k++) {
    applyQTransposed(qr, targets.row(k));
    turned.row(k).set(targets.row(k).subarray(0, p));
  }
  const solutions = core.solve(turned, penalties);
  for (let k = 0; k < targets.rows; k++) {
    let solution = solutions.row(k);
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
  const solutions = core.solve(targets, penalties);
  for (let k = 0; k < targets.rows; k++) {
    const solution = new Float64Array(p);
    solution.set(solutions.row(k));
    applyQ(qr, solution);
    for (let j = 0; j < p; j++) coef.data[j * targets.rows + k] = solution[j] as number;
  }
  return { coef, rank: core.rank, numericalRank: core.numericalRank, singular: core.singular };
}

interface SquareSolver {
  readonly singular: Float64Array;
  readonly rank: number;
  readonly numericalRank: number;
  /** The solutions for targets, a row each. With a penalty α, one a target, each singular value s counts as s + α/s. */
  readonly solve: (targets: Matrix, penalties?: Float64Array) => Matrix;
}

function decompose(A: Matrix, longestSide: number, tol: number): SquareSolver {
  if (A.rows === 1) return decomposeScalar(A.data[0] as number);
  const { singular, left, right } = factoredSvd(A);
  const rank = countAbove(singular, tol > 0 && tol < 1 ? tol : Number.EPSILON);
  return {
    singular,
    rank,
    numericalRank: countAbove(singular, longestSide * Number.EPSILON),
    solve: (targets, penalties) => {
      const solutions = new Matrix(targets.rows, rank);
      const coordinates = left.coordinates(targets);
      for (let k = 0; k < targets.rows; k++) {
        const penalty = penalties?.[k] ?? 0;
        for (let s = 0; s < rank; s++) {
          const value = singular[s] as number;
          solutions.data[k * rank + s] = coordinates.get(k, s) / (value + penalty / value);
        }
      }
      return right.vectorsOf(solutions);
    },
  };
}

/** One column: multiplying by the reciprocal, as LAPACK does, gives its digits. */
function decomposeScalar(value: number): SquareSolver {
  const rank = value === 0 ? 0 : 1;
  const solve = ({ rows, data }: Matrix, penalties?: Float64Array) => {
    const of = (k: number) => (data[k] as number) * (1 / (value + (penalties?.[k] ?? 0) / value));
    return new Matrix(
      rows,
      1,
      data.map((_, k) => (rank === 0 ? 0 : of(k))),
    );
  };
  return { singular: Float64Array.of(Math.abs(value)), rank, numericalRank: rank, solve };
}

function countAbove(values: Float64Array, share: number): number {
  const cut = share * (values[0] ?? 0);
  return values.filter((value) => value > cut).length;
}

export function rootsOfEigenvalues(A: Matrix): Float64Array {
  return symmetricEigenvalues(A).map((value) => Math.sqrt(Math.max(0, value)));
}
