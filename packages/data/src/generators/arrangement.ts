import { Matrix } from "@mlsys/core";
import type { RandomState } from "@mlsys/core";

/** 0 to n - 1 in the order that scikit-learn's `shuffle` puts the rows of a data set. */
export function shuffledOrder(rng: RandomState, n: number): Int32Array {
  return rng.permutation(n);
}

/** The columns of a matrix in another order. */
export function takeColumns(X: Matrix, order: ArrayLike<number>): Matrix {
  const taken = new Matrix(X.rows, order.length);
  for (let i = 0; i < X.rows; i++) {
    for (let j = 0; j < order.length; j++) taken.data[i * order.length + j] = X.get(i, order[j] ?? 0);
  }
  return taken;
}

/** The elements of labels in another order. */
export function takeLabels(y: Int32Array, order: ArrayLike<number>): Int32Array {
  return Int32Array.from({ length: order.length }, (_, i) => y[order[i] ?? 0] ?? 0);
}

/** A · B, summed in the order of the inner index. */
export function product(A: Matrix, B: Matrix): Matrix {
  const C = new Matrix(A.rows, B.cols);
  for (let i = 0; i < A.rows; i++) {
    for (let k = 0; k < A.cols; k++) {
      const a = A.data[i * A.cols + k] ?? 0;
      for (let j = 0; j < B.cols; j++) {
        C.data[i * B.cols + j] = (C.data[i * B.cols + j] ?? 0) + a * (B.data[k * B.cols + j] ?? 0);
      }
    }
  }
  return C;
}
