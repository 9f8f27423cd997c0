import { Matrix } from "@mlsys/core";
import type { RandomState } from "@mlsys/core";

/** A random matrix whose singular values fall off like a bell around `effectiveRank`, with a fat tail. */
export function lowRankMatrix(
  rows: number,
  cols: number,
  { effectiveRank, tailStrength, rng }: { effectiveRank: number; tailStrength: number; rng: RandomState },
): Matrix {
  const n = Math.min(rows, cols);
  const U = orthonormal(new Matrix(rows, n, rng.standardNormal(rows * n)));
  const V = orthonormal(new Matrix(cols, n, rng.standardNormal(cols * n)));
  const X = new Matrix(rows, cols);
  for (let k = 0; k < n; k++) {
    const bell = (1 - tailStrength) * Math.exp(-((k / effectiveRank) ** 2));
    const tail = tailStrength * Math.exp((-0.1 * k) / effectiveRank);
    for (let i = 0; i < rows; i++) {
      const weight = U.get(i, k) * (bell + tail);
      for (let j = 0; j < cols; j++) X.data[i * cols + j] = X.get(i, j) + weight * V.get(j, k);
    }
  }
  return X;
}

/**
 * The first factor of the QR decomposition by Householder's reflections, with the signs that LAPACK gives it: each reflection
 * turns its column to the side opposite to its first element.
 */
function orthonormal(A: Matrix): Matrix {
  const { rows, cols } = A;
  const R = new Matrix(rows, cols, A.data.slice());
  const scales = new Float64Array(cols);
  for (let k = 0; k < cols; k++) {
    let below = 0;
    for (let i = k + 1; i < rows; i++) below = Math.hypot(below, R.get(i, k));
    if (below === 0) continue;
    const alpha = R.get(k, k);
    const beta = alpha >= 0 ? -Math.hypot(alpha, below) : Math.hypot(alpha, below);
    scales[k] = (beta - alpha) / beta;
    for (let i = k + 1; i < rows; i++) R.data[i * cols + k] = R.get(i, k) / (alpha - beta);
    for (let j = k + 1; j < cols; j++) reflect(R, R, k, j, scales[k] ?? 0);
  }
  const Q = new Matrix(rows, cols);
  for (let k = 0; k < cols; k++) Q.data[k * cols + k] = 1;
  for (let k = cols - 1; k >= 0; k--) for (let j = k; j < cols; j++) reflect(R, Q, k, j, scales[k] ?? 0);
  return Q;
}

/** Applies reflection k, whose vector stands below the diagonal of `R`, to column j of `A`. */
function reflect(R: Matrix, A: Matrix, k: number, j: number, scale: number): void {
  const { rows, cols } = R;
  let sum = A.get(k, j);
  for (let i = k + 1; i < rows; i++) sum += R.get(i, k) * A.get(i, j);
  sum *= scale;
  A.data[k * cols + j] = A.get(k, j) - sum;
  for (let i = k + 1; i < rows; i++) A.data[i * cols + j] = A.get(i, j) - R.get(i, k) * sum;
}
