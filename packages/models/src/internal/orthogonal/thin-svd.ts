import { Matrix } from "@mlsys/core";
import { transposed } from "../transposed.ts";
import { applyQToRows, householderQr } from "./householder.ts";
import { firstVectors } from "./square-svd.ts";

/** Left singular vectors, one a row, and the singular values, of a matrix given by its columns. */
export interface LeftSvd {
  /** Singular vectors × rows of the matrix. */
  readonly vectors: Matrix;
  readonly values: Float64Array;
}

/**
 * By Householder reflections and the singular values of R: all of these, and the first vectors. Overwrites `columns` where there are fewer
 * of them than rows.
 */
export function leftSvd(columns: Matrix, count = Math.min(columns.rows, columns.cols)): LeftSvd {
  const [p, n] = [columns.rows, columns.cols];
  if (n < p) {
    const { singular, vectors } = firstVectors(householderQr(transposed(columns)).r, "right", count);
    return { vectors, values: singular };
  }
  const qr = householderQr(columns);
  const { singular, vectors: left } = firstVectors(qr.r, "left", count);
  const vectors = new Matrix(count, n);
  for (let k = 0; k < count; k++) vectors.row(k).set(left.row(k));
  applyQToRows(qr, vectors);
  return { vectors, values: singular };
}
