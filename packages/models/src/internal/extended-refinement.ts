import type { Matrix } from "@mlsys/core";
import { applyQ, applyQTransposed } from "./orthogonal/householder.ts";
import type { HouseholderQr } from "./orthogonal/householder.ts";
import { ExtendedSum } from "./extended-sum.ts";

/** A least-squares problem of full rank, unweighted, with the factors of its centred columns. */
export interface RefinementProblem {
  /** rows × p, as given. */
  readonly X: Matrix;
  readonly y: Float64Array;
  /** What was taken off the columns; 0 without an intercept. */
  readonly xMeans: Float64Array;
  readonly yMean: number;
  readonly fitsIntercept: boolean;
  readonly qr: HouseholderQr;
}

const MOST_ROUNDS = 6;

/**
 * Refines a solution, with residuals of twice the precision: unknowns are the coefficients and the residual together, so that
 * also a large residual costs no digits. Corrections that do not shrink are not taken.
 *
 * @see Björck, Iterative refinement of linear least squares solutions I (1967).
 */
export function refineSolution(problem: RefinementProblem, coef: Float64Array): Float64Array {
  const { xMeans, yMean, fitsIntercept } = problem;
  const p = coef.length;
  const current = coef.slice();
  const last = coef.slice();
  let intercept = yMean;
  for (let j = 0; j < p; j++) intercept -= (xMeans[j] as number) * (coef[j] as number);
  if (!fitsIntercept) intercept = 0;
  let residual = leftOver(problem, current, intercept);
  let before = Infinity;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const step = correction(problem, current, intercept, residual);
    const size = Math.max(
      ...step.coef.map((each, j) => Math.abs(each) / Math.max(1e-300, Math.abs(current[j] as number))),
    );
    if (!(size < before / 2) || size > 1) break;
    before = size;
    for (let j = 0; j < p; j++) last[j] = current[j] = (current[j] as number) + (step.coef[j] as number);
    intercept += step.intercept;
    residual = residual.map((each, i) => each + (step.residual[i] as number));
    if (size < Number.EPSILON) break;
  }
  return last;
}

interface Correction {
  readonly coef: Float64Array;
  readonly intercept: number;
  readonly residual: Float64Array;
}

/** Solves the augmented system for what is left of it: f = y − r − X·b − b₀ and g = −[1, X]ᵀr. */
function correction(
  problem: RefinementProblem,
  coef: Float64Array,
  intercept: number,
  residual: Float64Array,
): Correction {
  const { X, xMeans, fitsIntercept, qr } = problem;
  const [n, p] = [X.rows, X.cols];
  const f = leftOver(problem, coef, intercept, residual);
  const { g, total } = pulls(problem, residual);
  const mean = fitsIntercept ? f.reduce((sum, each) => sum + each, 0) / n : 0;
  for (let i = 0; i < n; i++) f[i] = (f[i] as number) - mean;
  applyQTransposed(qr, f);
  const h = solveTransposed(qr.r, g);
  const right = Float64Array.from(h, (each, j) => (f[j] as number) - each);
  const step = solveUpper(qr.r, right);
  f.set(h);
  applyQ(qr, f);
  const share = fitsIntercept ? total / n : 0;
  let moved = mean - share;
  for (let j = 0; j < p; j++) moved -= (xMeans[j] as number) * (step[j] as number);
  return { coef: step, intercept: fitsIntercept ? moved : 0, residual: f.map((each) => each + share) };
}

/** y − r − X·b − b₀, in twice the precision. */
function leftOver(
  { X, y }: RefinementProblem,
  coef: Float64Array,
  intercept: number,
  residual?: Float64Array,
): Float64Array {
  const sum = new ExtendedSum();
  return y.map((value, i) => {
    sum.reset(value);
    sum.add(-intercept);
    if (residual !== undefined) sum.add(-(residual[i] as number));
    for (let j = 0; j < X.cols; j++) sum.addProduct(-(X.data[i * X.cols + j] as number), coef[j] as number);
    return sum.value();
  });
}

/** −Xᵀr of the centred columns, and −Σr. */
function pulls(
  { X, xMeans, fitsIntercept }: RefinementProblem,
  residual: Float64Array,
): { readonly g: Float64Array; readonly total: number } {
  const sum = new ExtendedSum();
  sum.reset(0);
  for (const each of residual) sum.add(-each);
  const total = fitsIntercept ? sum.value() : 0;
  const g = xMeans.map((mean, j) => {
    sum.reset(0);
    for (let i = 0; i < X.rows; i++) sum.addProduct(-(X.data[i * X.cols + j] as number), residual[i] as number);
    sum.addProduct(-mean, total);
    return sum.value();
  });
  return { g, total };
}

/** Solves Rᵀx = b. */
function solveTransposed({ data, rows: n }: Matrix, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    let value = x[i] as number;
    for (let k = 0; k < i; k++) value -= (data[k * n + i] as number) * (x[k] as number);
    x[i] = value / (data[i * n + i] as number);
  }
  return x;
}

/** Solves Rx = b. */
function solveUpper({ data, rows: n }: Matrix, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = n - 1; i >= 0; i--) {
    let value = x[i] as number;
    for (let k = i + 1; k < n; k++) value -= (data[i * n + k] as number) * (x[k] as number);
    x[i] = value / (data[i * n + i] as number);
  }
  return x;
}
