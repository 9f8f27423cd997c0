import { Matrix } from "@mlsys/core";
import { EigenvalueDecomposition } from "ml-matrix";
import { householderQr } from "../internal/householder.ts";
import { powerOfTwoNear } from "../internal/power-of-two.ts";
import { decompose, leftSvd, toMl } from "../internal/thin-svd.ts";
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
  const { singular, right } = decompose(r);
  return { singular, vectors: right };
}

/** The right vectors of A are the left ones of its rows as columns. */
function ofWide(A: Matrix): SingularVectors {
  const { values, vectors } = leftSvd(new Matrix(A.rows, A.cols, A.data.slice()));
  return { singular: values, vectors };
}

/** The eigenvalues of a symmetric matrix, descending, and their vectors, a row each. */
export function symmetricEigenvectors(A: Matrix): { readonly values: Float64Array; readonly vectors: Matrix } {
  // Squares of what is very large or very small leave the range of doubles on the way.
  const scale = powerOfTwoNear(A.data);
  const scaled = new Matrix(
    A.rows,
    A.cols,
    A.data.map((value) => value / scale),
  );
  const eigen = new EigenvalueDecomposition(toMl(scaled), { assumeSymmetric: true });
  const found = eigen.realEigenvalues;
  const order = [...found.keys()].sort((a, b) => (found[b] ?? 0) - (found[a] ?? 0));
  const vectors = new Matrix(A.rows, A.rows);
  order.forEach((from, s) => {
    for (let i = 0; i < A.rows; i++) vectors.data[s * A.rows + i] = eigen.eigenvectorMatrix.get(i, from);
  });
  return { values: Float64Array.from(order, (at) => (found[at] ?? 0) * scale), vectors };
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
