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
    const svd = new SingularValueDecomposition(new MlMatrix(columns.toArray()), { computeLeftSingularVectors: false });
    return ofMlMatrix(svd.rightSingularVectors, svd.diagonal, n, Math.min(n, p));
  }
  const qr = householderQr(columns);
  const svd = new SingularValueDecomposition(new MlMatrix(qr.r.toArray()), { computeRightSingularVectors: false });
  const small = ofMlMatrix(svd.leftSingularVectors, svd.diagonal, p, p);
  const vectors = new Matrix(p, n);
  for (let k = 0; k < p; k++) {
    const vector = vectors.row(k);
    vector.set(small.vectors.row(k));
    applyQ(qr, vector);
  }
  return { vectors, values: small.values };
}

function ofMlMatrix(vectors: MlMatrix, diagonal: readonly number[], n: number, count: number): LeftSvd {
  const result = new Matrix(count, n);
  for (let k = 0; k < count; k++) for (let i = 0; i < n; i++) result.data[k * n + i] = vectors.get(i, k);
  return { vectors: result, values: Float64Array.from(diagonal.slice(0, count)) };
}
