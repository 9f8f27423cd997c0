import { Matrix } from "@mlsys/core";
import { householderQr } from "../internal/orthogonal/householder.ts";
import { firstVectors } from "../internal/orthogonal/square-svd.ts";
import { leftSvd } from "../internal/orthogonal/thin-svd.ts";
import { transposed } from "../internal/transposed.ts";

/** Singular values, descending, and right singular vectors, a row each. */
export interface SingularVectors {
  readonly singular: Float64Array;
  /** Vectors × cols. */
  readonly vectors: Matrix;
}

/** The singular values of A, and its first right singular vectors: Householder reflections, then those of the triangle. */
export function rightSingularVectors(A: Matrix, count = Math.min(A.rows, A.cols)): SingularVectors {
  return A.rows >= A.cols ? ofTall(A, count) : ofWide(A, count);
}

function ofTall(A: Matrix, count: number): SingularVectors {
  const { r } = householderQr(transposed(A));
  const { singular, vectors } = firstVectors(r, "right", count);
  return { singular, vectors };
}

/** The right vectors of A are the left ones of its rows as columns. */
function ofWide(A: Matrix, count: number): SingularVectors {
  const { values, vectors } = leftSvd(new Matrix(A.rows, A.cols, A.data.slice()), count);
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
