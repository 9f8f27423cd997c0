import { Matrix } from "@mlsys/core";
import { allFinite } from "../internal/all-finite.ts";
import { centredColumns, centredRows, columnMeans } from "../internal/centering.ts";
import { choleskyFactor } from "../internal/cholesky.ts";
import { gramMatrices } from "../internal/gram.ts";
import type { LinearProblem } from "../internal/gram.ts";
import { inverseOfTransposed, productOf } from "../internal/gram-qr.ts";
import { sweepKernel } from "../internal/kernels/linear-kernel.ts";
import { largestRowSum } from "../internal/row-sums.ts";
import { addScaled, pairwiseSum } from "../internal/sums.ts";
import { leftSvd } from "../internal/orthogonal/thin-svd.ts";
import { transposed } from "../internal/transposed.ts";
import { tridiagonalised } from "../internal/orthogonal/tridiagonal.ts";
import type { Tridiagonal } from "../internal/orthogonal/tridiagonal.ts";
import { solveTridiagonal, tridiagonalForms } from "./tridiagonal-forms.ts";
import type { Terms } from "./tridiagonal-forms.ts";

/** What one decomposition of X tells of any strength of the penalty. */
export interface LeaveOneOut {
  /** What a fit to all other rows leaves of each row's Y, rows × targets, each row times the square root of its weight. */
  residuals(alpha: number): Matrix;
  /** The coefficients, p × targets, of a fit to all rows; not where singular values are needed. */
  coefficients?(alpha: number): Matrix;
}

/** The same, and the means that were taken off before. */
export interface CentredLeaveOneOut extends LeaveOneOut {
  readonly xMeans: Float64Array;
  readonly yMeans: Float64Array;
}

/**
 * No fit is repeated. `bySvd` takes singular vectors whatever the penalties.
 *
 * @see Rifkin and Lippert, "Notes on Regularized Least Squares", MIT-CSAIL-TR-2007-025.
 */
export function leaveOneOut(
  { X, Y, weights, fitIntercept }: LinearProblem,
  alphas: readonly number[],
  bySvd: boolean,
): CentredLeaveOneOut {
  const xMeans = fitIntercept ? columnMeans(X, weights) : new Float64Array(X.cols);
  const yMeans = fitIntercept ? columnMeans(Y, weights) : new Float64Array(Y.cols);
  const roots = weights?.map(Math.sqrt);
  const total = weights === undefined ? X.rows : pairwiseSum(weights);
  const shares = new Float64Array(X.rows);
  if (fitIntercept) shares.forEach((_, i) => (shares[i] = (weights?.[i] ?? 1) / total));
  const centred = { Y: centredRows(Y, yMeans, roots), shares };
  const columns = () => centredColumns(X, xMeans, roots);
  const isWide = X.rows < X.cols;
  const bySquares = (): LeaveOneOut | undefined => {
    const found = X.rows <= ABOUT_SQUARE * X.cols ? byRows(columns(), centred, alphas) : undefined;
    return found ?? (isWide ? undefined : byColumns(centredRows(X, xMeans, roots), centred, alphas));
  };
  return { ...((bySvd ? undefined : bySquares()) ?? byVectors(columns(), centred)), xMeans, yMeans };
}

interface Centred {
  readonly Y: Matrix;
  /** What the intercept makes a row count for itself. */
  readonly shares: Float64Array;
}

/** Up to so many rows a column, what belongs to rows is sooner found by their own inner products than by those of columns. */
const ABOUT_SQUARE = 1.25;
/** Below this share of the largest square, a penalty does not cover what the inner products lose. */
const LEAST_PENALTY = 1e-7;
/** How often a column may be longer than what the others leave of it, and a penalty matter more than the least one. */
const MOST_LOST = 1e6;

/** By XXᵀ + αI of as many rows as there are, of X column by column. */
function byRows(columns: Matrix, { Y, shares }: Centred, alphas: readonly number[]): LeaveOneOut | undefined {
  const [n, roots] = [Y.rows, shares.map(Math.sqrt)];
  const { xx: products } = innerProducts(columns);
  if (!isCovered(products, alphas)) return undefined;
  // The direction of the intercept, which is 0 in the rows, would be as large as the others are small.
  const intercept = Math.max(...shares.map((_, i) => products.get(i, i)));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const at = i * n + j;
      products.data[at] = (products.data[at] as number) + intercept * (roots[i] as number) * (roots[j] as number);
    }
  }
  const { basis, ...T } = tridiagonalised(products);
  const turned = transposed(basis);
  const crossed = productOf(turned, Y);
  const solve = (alpha: number, R: Matrix) => productOf(basis, solveTridiagonal(T, [alpha, 1], productOf(turned, R)));
  return {
    residuals: (alpha) => {
      const { squares, products: left } = tridiagonalForms(T, [alpha, 1], basis, crossed);
      scaleRows(left, (i) => {
        const square = squares[i] as number;
        const share = square - (shares[i] as number) / (intercept + alpha);
        // A row that alone determines the intercept cannot be left out.
        return share > 4 * Number.EPSILON * square ? 1 / share : alpha;
      });
      return left;
    },
    coefficients: (alpha) => {
      const solution = solve(alpha, Y);
      const left = timesTransposed(columns, productOf(columns, solution));
      add(left, alpha, solution);
      add(solution, 1, solve(alpha, difference(Y, left)));
      return productOf(columns, solution);
    },
  };
}

/** By XᵀX + αI, where the penalties cover what is lost, else relative to the least of them. */
function byColumns(X: Matrix, centred: Centred, alphas: readonly number[]): LeaveOneOut | undefined {
  const { xx, xy } = innerProducts(X, centred.Y);
  if (!allFinite(xx.data)) return undefined;
  if (!isCovered(xx, alphas)) return byFactor(X, centred, alphas, { xx, xy });
  const { basis, ...T } = tridiagonalised(xx);
  return byBasis(X, centred, xy, basis, T, (alpha) => [alpha, 1]);
}

/**
 * XᵀX + αI = L(I + (α − α₀)L⁻¹L⁻ᵀ)Lᵀ for the Cholesky factor L of the least penalty α₀, which does not mind how columns are scaled.
 */
function byFactor(
  X: Matrix,
  centred: Centred,
  alphas: readonly number[],
  { xx, xy }: { readonly xx: Matrix; readonly xy: Matrix },
): LeaveOneOut | undefined {
  const least = Math.min(...alphas);
  const damped = new Matrix(xx.rows, xx.cols, xx.data.slice());
  for (let j = 0; j < xx.rows; j++) damped.data[j * (xx.cols + 1)] = xx.get(j, j) + least;
  const L = choleskyFactor(damped);
  if (L === undefined) return undefined;
  const inverse = inverseOfTransposed(L);
  const { xx: inner } = innerProducts(inverse);
  let trace = 0;
  for (let j = 0; j < xx.rows; j++) {
    trace += inner.get(j, j);
    const square = inverse.row(j).reduce((sum, each) => sum + each * each, 0);
    if (!(square * damped.get(j, j) < MOST_LOST)) return undefined;
  }
  if (!((Math.max(...alphas) - least) * trace < MOST_LOST)) return undefined;
  const { basis, ...T } = tridiagonalised(inner);
  return byBasis(X, centred, xy, productOf(inverse, basis), T, (alpha) => [1, alpha - least]);
}

/** By a basis B in which XᵀX + αI is aI + bT. */
function byBasis(
  X: Matrix,
  centred: Centred,
  xy: Matrix,
  basis: Matrix,
  T: Tridiagonal,
  termsOf: (alpha: number) => Terms,
): LeaveOneOut {
  const turned = transposed(basis);
  const solve = (alpha: number, R: Matrix) =>
    productOf(basis, solveTridiagonal(T, termsOf(alpha), productOf(turned, R)));
  return {
    residuals: residualsOf(centred, productOf(X, basis), productOf(turned, xy), T, termsOf),
    coefficients: (alpha) => {
      const coef = solve(alpha, xy);
      const left = timesTransposed(X, difference(centred.Y, productOf(X, coef)));
      add(left, -alpha, coef);
      add(coef, 1, solve(alpha, left));
      return coef;
    },
  };
}

/** By singular vectors, of X column by column. */
function byVectors(columns: Matrix, centred: Centred): LeaveOneOut {
  const { vectors, values } = leftSvd(columns);
  const projected = transposed(vectors);
  for (let at = 0; at < projected.data.length; at++) {
    projected.data[at] = (projected.data[at] as number) * (values[at % values.length] as number);
  }
  const T = { diagonal: values.map((value) => value * value), beside: new Float64Array(values.length) };
  const crossed = timesTransposed(projected, centred.Y);
  return { residuals: residualsOf(centred, projected, crossed, T, (alpha) => [alpha, 1]) };
}

/** From the rows Z of X in a basis in which XᵀX + αI is aI + bT. */
function residualsOf(
  { Y, shares }: Centred,
  Z: Matrix,
  crossed: Matrix,
  T: Tridiagonal,
  termsOf: (alpha: number) => Terms,
): (alpha: number) => Matrix {
  return (alpha) => {
    const { squares, products } = tridiagonalForms(T, termsOf(alpha), Z, crossed);
    const left = difference(Y, products);
    scaleRows(left, (i) => {
      const leverage = (shares[i] as number) + (squares[i] as number);
      // A row that alone determines a direction cannot be left out.
      return leverage < 1 ? 1 / (1 - leverage) : 1;
    });
    return left;
  };
}

function scaleRows({ data, rows, cols }: Matrix, factorOf: (i: number) => number): void {
  for (let i = 0, at = 0; i < rows; i++) {
    const factor = factorOf(i);
    for (const end = at + cols; at < end; at++) data[at] = (data[at] as number) * factor;
  }
}

const difference = (A: Matrix, B: Matrix): Matrix =>
  new Matrix(
    A.rows,
    A.cols,
    A.data.map((value, at) => value - (B.data[at] as number)),
  );

const add = (A: Matrix, factor: number, B: Matrix): void => addScaled(A.data, factor, B.data);

function timesTransposed(X: Matrix, Y: Matrix): Matrix {
  const product = new Matrix(X.cols, Y.cols);
  sweepKernel().timesTransposed(X.data, X.cols, Y.data, Y.cols, product.data);
  return product;
}

const innerProducts = (X: Matrix, Y = new Matrix(X.rows, 0)) =>
  gramMatrices({ X, Y, weights: undefined, fitIntercept: false });

/** Whether the penalties are larger than what rounding makes of the largest eigenvalue. */
const isCovered = (products: Matrix, alphas: readonly number[]): boolean =>
  Math.min(...alphas) >= LEAST_PENALTY * largestRowSum(products);
