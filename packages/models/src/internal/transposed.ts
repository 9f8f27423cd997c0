import { Matrix } from "@mlsys/core";

/** The rows as columns. */
export function transposed(A: Matrix): Matrix {
  const result = new Matrix(A.cols, A.rows);
  for (let i = 0; i < A.rows; i++) {
    for (let j = 0; j < A.cols; j++) result.data[j * A.rows + i] = A.data[i * A.cols + j] as number;
  }
  return result;
}
