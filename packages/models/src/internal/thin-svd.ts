import { Matrix } from "@mlsys/core";
import { Matrix as MlMatrix, SingularValueDecomposition } from "ml-matrix";
import { applyQ, householderQr } from "./householder.ts";

/** The left singular vectors, one a row, and the singular values, of a matrix given by its columns. */
export interface LeftSvd {
  /** Singular vectors × rows of the matrix. */
  readonly vectors: Matrix;
  readonly values: Float64Array;
}

/** By Householder reflections and the singular values of R where the matrix is tall. Overwrites `columns` there. */
export function leftSvd(columns: Matrix): LeftSvd {
  const [p, n] = [columns.rows, columns.cols];
  if (n < p) {
    const svd = new SingularValueDecomposition(toMl(columns), { computeLeftSingularVectors: false });
    return ofMlMatrix(svd.rightSingularVectors, svd.diagonal, n, Math.min(n, p));
  }
  const qr = householderQr(columns);
  const { singular, left } = decompose(qr.r);
  const vectors = new Matrix(p, n);
  for (let k = 0; k < p; k++) {
    const vector = vectors.row(k);
    vector.set(left.row(k));
    applyQ(qr, vector);
  }
  return { vectors, values: singular };
}

/** The singular values of a triangle, descending, and its vectors, a row each. */
export function decompose(R: Matrix) {
  const svd = new SingularValueDecomposition(toMl(R));
  const order = [...svd.diagonal.keys()].sort((a, b) => (svd.diagonal[b] ?? 0) - (svd.diagonal[a] ?? 0));
  const rowsOf = (vectors: MlMatrix) => {
    const rows = new Matrix(order.length, R.rows);
    order.forEach((from, s) => {
      for (let i = 0; i < R.rows; i++) rows.data[s * R.rows + i] = vectors.get(i, from);
    });
    return rows;
  };
  return {
    singular: Float64Array.from(order, (at) => svd.diagonal[at] ?? 0),
    left: rowsOf(svd.leftSingularVectors),
    right: rowsOf(svd.rightSingularVectors),
  };
}

function ofMlMatrix(vectors: MlMatrix, diagonal: readonly number[], n: number, count: number): LeftSvd {
  const result = new Matrix(count, n);
  for (let k = 0; k < count; k++) for (let i = 0; i < n; i++) result.data[k * n + i] = vectors.get(i, k);
  return { vectors: result, values: Float64Array.from(diagonal.slice(0, count)) };
}

/** A matrix as that library has it. */
export function toMl(A: Matrix): MlMatrix {
  const result = new MlMatrix(A.rows, A.cols);
  for (let i = 0; i < A.rows; i++) for (let j = 0; j < A.cols; j++) result.set(i, j, A.get(i, j));
  return result;
}
