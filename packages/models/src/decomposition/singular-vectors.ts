import { Matrix } from "@mlsys/core";
import { householderQr } from "../internal/orthogonal/householder.ts";
import { squareSvd } from "../internal/orthogonal/square-svd.ts";
import { leftSvd } from "../internal/orthogonal/thin-svd.ts";
import { transposed } from "../internal/transposed.ts";

/** Singular values, descending, and the right singular vectors, a row each. */
export interface SingularVectors {
  readonly singular: Float64Array;
  /** min(rows, cols) × cols. */
  readonly vectors: Matrix;
}

/** The singular values and right singular vectors of A: Householder reflections, then those of the triangle. */
export function rightSingularVectors(A: Matrix): SingularVectors {
  return A.rows >= A.cols ? ofTall(A) : ofWide(A);
}

function ofTall(A: Matrix): SingularVectors {
  const { r } = householderQr(transposed(A));
  const { singular, right } = squareSvd(r, { right: true });
  return { singular, vectors: right };
}

/** The right vectors of A are the left ones of its rows as columns. */
function ofWide(A: Matrix): SingularVectors {
  const { values, vectors } = leftSvd(new Matrix(A.rows, A.cols, A.data.slice()));
  return { singular: values, vectors };
}

/** Turns vectors so that the element of the largest magnitude, the first of equals, is positive. */
export function fixSigns(vectors: Matrix): void {
  for (let s = 0; s < vectors.rows; s++) {
    const vector = vectors.row(s);
    let largest = 0;
    for (let j = 1; j < vector.length; j++) {
      if (Math.abs(vector[j] as number) > Math.abs(vector[largest] as number)) largest = j;
    }
    if ((vector[largest] as number) < 0) for (let j = 0; j < vector.length; j++) vector[j] = -(vector[j] as number);
  }
}
