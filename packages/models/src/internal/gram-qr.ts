import { Matrix } from "@mlsys/core";
import { choleskyFactor } from "./cholesky.ts";
import { gramMatrices } from "./gram.ts";
import { multiply } from "./products.ts";

/** A = QR, for A of m × n with m ≥ n. */
export interface ThinQr {
  /** Q, m × n: its columns are orthonormal. */
  readonly basis: Matrix;
  /** R, upper triangular. */
  readonly r: Matrix;
}

/** The least share of a column's square that may stand out of the columns before it. */
const LEAST_SHARE = 1e-8;

/**
 * A = QR by the Cholesky factor of AᵀA, which costs a fraction of reflections. What one pass leaves of the columns' inner products, about
 * the square of A's condition in units of the last digit, a second one takes off. Undefined where columns nearly depend on each other.
 *
 * @see Yamamoto, Nakatsukasa, Yanagisawa and Fukaya, "Roundoff error analysis of the CholeskyQR2 algorithm", ETNA 44, 2015.
 */
export function gramQr(A: Matrix, passes: 1 | 2): ThinQr | undefined {
  const first = onePass(A);
  if (first === undefined || passes === 1) return first;
  const second = onePass(first.basis);
  return second && { basis: second.basis, r: productOf(second.r, first.r) };
}

function onePass(A: Matrix): ThinQr | undefined {
  const n = A.cols;
  if (A.rows < n) return undefined;
  const { xx } = gramMatrices({ X: A, Y: new Matrix(A.rows, 0), weights: undefined, fitIntercept: false });
  const L = choleskyFactor(xx);
  if (L === undefined) return undefined;
  const [r, inverse] = [new Matrix(n, n), inverseOfTransposed(L)];
  for (let j = 0; j < n; j++) {
    if (!(L.get(j, j) ** 2 > LEAST_SHARE * xx.get(j, j))) return undefined;
    for (let i = 0; i <= j; i++) r.data[i * n + j] = L.get(j, i);
  }
  return { basis: productOf(A, inverse), r };
}

/** A·B, of finite numbers. */
export function productOf(A: Matrix, B: Matrix): Matrix {
  const product = new Matrix(A.rows, B.cols);
  multiply(A, B.data, B.cols, undefined, product.data);
  return product;
}

/** The inverse of Lᵀ. */
export function inverseOfTransposed(L: Matrix): Matrix {
  const n = L.rows;
  const inverse = new Matrix(n, n);
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = i === j ? 1 : 0;
      for (let k = j; k < i; k++) sum -= L.get(i, k) * inverse.get(j, k);
      inverse.data[j * n + i] = sum / L.get(i, i);
    }
  }
  return inverse;
}
