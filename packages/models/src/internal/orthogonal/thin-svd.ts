import { Matrix } from "@mlsys/core";
import { transposed } from "../transposed.ts";
import { applyQToRows, householderQr } from "./householder.ts";
import { squareSvd } from "./square-svd.ts";

/** The left singular vectors, one a row, and the singular values, of a matrix given by its columns. */
export interface LeftSvd {
  /** Singular vectors × rows of the matrix. */
  readonly vectors: Matrix;
  readonly values: Float64Array;
}

/** By Householder reflections and the singular values of R. Overwrites `columns` where there are fewer of them than rows. */
export function leftSvd(columns: Matrix): LeftSvd {
  const [p, n] = [columns.rows, columns.cols];
  if (n < p) {
    const { singular, right } = squareSvd(householderQr(transposed(columns)).r, { right: true });
    return { vectors: right, values: singular };
  }
  const qr = householderQr(columns);
  const { singular, left } = squareSvd(qr.r, { left: true });
  const vectors = new Matrix(p, n);
  for (let k = 0; k < p; k++) vectors.row(k).set(left.row(k));
  applyQToRows(qr, vectors);
  return { vectors, values: singular };
}
