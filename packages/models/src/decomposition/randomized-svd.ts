import { Matrix, randomState } from "@mlsys/core";
import type { CsrMatrix, RandomStateInput } from "@mlsys/core";
import { applyQ, householderQr } from "../internal/householder.ts";
import { multiply, multiplyTransposed } from "../internal/products.ts";
import { rightSingularVectors, transposed } from "./singular-vectors.ts";
import type { SingularVectors } from "./singular-vectors.ts";

/** How many vectors are drawn, and how often they are sharpened. */
export interface RandomizedSettings {
  readonly nOversamples: number;
  /** Power iterations. */
  readonly nIter: number;
  readonly randomState: RandomStateInput;
}

/**
 * The largest singular values of A and their right vectors, approximately: from the range of A times a few drawn vectors, sharpened by
 * power iterations. For the same seed the vectors drawn are scikit-learn's, and so is the range.
 *
 * @see Halko, Martinsson and Tropp, "Finding structure with randomness", SIAM Review 53 (2), 2011.
 */
export function randomizedSvd(A: Matrix | CsrMatrix, k: number, settings: RandomizedSettings): SingularVectors {
  const { nOversamples, nIter, randomState: seed } = settings;
  // The shorter side is drawn on: A is wide, its transpose is used.
  const isWide = A.rows < A.cols;
  const forward = (W: Matrix) => (isWide ? transposedTimes(A, W) : times(A, W));
  const back = (W: Matrix) => (isWide ? times(A, W) : transposedTimes(A, W));
  const size = k + nOversamples;
  const inner = isWide ? A.rows : A.cols;
  let Q = new Matrix(inner, size, randomState(seed).normal(0, 1, inner * size));
  // scikit-learn leaves vectors as they are when there are few iterations; their span is the same.
  for (let n = 0; n < nIter; n++) Q = orthonormal(back(orthonormal(forward(Q))));
  const range = orthonormal(forward(Q));
  const found = isWide ? fromWide(range, back(range)) : rightSingularVectors(transposed(back(range)));
  return { singular: found.singular.slice(0, k), vectors: firstRows(found.vectors, k) };
}

/** A ≈ A·QQᵀ: the right vectors are Q times those of A·Q. */
function fromWide(Q: Matrix, product: Matrix): SingularVectors {
  const { singular, vectors } = rightSingularVectors(product);
  return { singular, vectors: times(vectors, transposed(Q)) };
}

export function times(A: Matrix | CsrMatrix, W: Matrix): Matrix {
  const product = new Matrix(A.rows, W.cols);
  multiply(A, W.data, W.cols, undefined, product.data);
  return product;
}

function transposedTimes(A: Matrix | CsrMatrix, W: Matrix): Matrix {
  const product = new Matrix(A.cols, W.cols);
  multiplyTransposed(A, W.data, W.cols, product.data);
  return product;
}

/** An orthonormal basis of the columns. */
function orthonormal(Y: Matrix): Matrix {
  const size = Math.min(Y.rows, Y.cols);
  const columns = transposed(Y);
  // More columns than rows span all there is.
  const qr = householderQr(new Matrix(size, Y.rows, columns.data.slice(0, size * Y.rows)));
  const basis = new Matrix(size, Y.rows);
  for (let s = 0; s < size; s++) {
    const vector = basis.row(s);
    vector[s] = 1;
    applyQ(qr, vector);
  }
  return transposed(basis);
}

function firstRows(vectors: Matrix, k: number): Matrix {
  return new Matrix(k, vectors.cols, vectors.data.slice(0, k * vectors.cols));
}
