import { CsrMatrix, isCsrMatrix, Matrix, randomState } from "@mlsys/core";
import type { RandomStateInput } from "@mlsys/core";
import { applyQToRows, householderQr } from "../internal/orthogonal/householder.ts";
import { toCsc } from "../internal/csc.ts";
import { gramMatrices } from "../internal/gram.ts";
import { sweepKernel } from "../internal/kernels/linear-kernel.ts";
import { multiply } from "../internal/products.ts";
import { gramQr, productOf } from "../internal/gram-qr.ts";
import { squareSvd } from "../internal/orthogonal/square-svd.ts";
import { rightSingularVectors } from "./singular-vectors.ts";
import { transposed } from "../internal/transposed.ts";
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
  const transposedTimes = productsOfColumns(A);
  const forward = (W: Matrix) => (isWide ? transposedTimes(W) : times(A, W));
  const back = (W: Matrix) => (isWide ? times(A, W) : transposedTimes(W));
  const size = k + nOversamples;
  const inner = isWide ? A.rows : A.cols;
  const drawn = new Matrix(inner, size, randomState(seed).normal(0, 1, inner * size));
  const largest = (Q: Matrix) => {
    const range = orthonormal(forward(Q), 2);
    const found = isWide ? fromWide(range, back(range)) : fromTall(back(range));
    return { singular: found.singular.slice(0, k), vectors: firstRows(found.vectors, k) };
  };
  const quick = isCsrMatrix(A) || !isSlim(A, size * nIter) ? undefined : largest(sharpenedByGram(A, drawn, nIter));
  if (quick !== undefined && isWellSpread(quick.singular)) return quick;
  let Q = drawn;
  // scikit-learn leaves vectors as they are when there are few iterations; their span is the same.
  for (let n = 0; n < nIter; n++) {
    const product = forward(Q);
    // Where the columns stay well apart, they need no basis half-way.
    Q = gramQr(back(product), 1)?.basis ?? orthonormal(back(orthonormal(product, 1)), 1);
  }
  return largest(Q);
}

/** Whether the inner products of the columns cost less than so many products with a vector. */
const isSlim = ({ rows, cols }: Matrix, products: number): boolean => cols <= 2 * products && 4 * cols <= rows;

/** Power iterations with AᵀA, worked out once: each squares what rounding does to small singular values. */
function sharpenedByGram(A: Matrix, drawn: Matrix, nIter: number): Matrix {
  const { xx } = gramMatrices({ X: A, Y: new Matrix(A.rows, 0), weights: undefined, fitIntercept: false });
  let Q = drawn;
  for (let n = 0; n < nIter; n++) Q = orthonormal(productOf(xx, Q), 1);
  return Q;
}

/** Whether the smallest of some singular values is far above the root of what rounding makes of the square of the largest. */
function isWellSpread(singular: Float64Array): boolean {
  return (singular[singular.length - 1] as number) * 100 > (singular[0] as number);
}

/** A ≈ A·QQᵀ: the right vectors are Q times those of A·Q. */
function fromWide(Q: Matrix, product: Matrix): SingularVectors {
  const qr = gramQr(product, 2);
  const { singular, right } = qr === undefined ? rightOf(product) : squareSvd(qr.r, { right: true });
  return { singular, vectors: transposed(productOf(Q, transposed(right))) };
}

function rightOf(product: Matrix) {
  const { singular, vectors } = rightSingularVectors(product);
  return { singular, right: vectors };
}

/** A ≈ QQᵀ·A: the right vectors are the left ones of AᵀQ. */
function fromTall(product: Matrix): SingularVectors {
  const qr = gramQr(product, 2);
  if (qr === undefined) return rightSingularVectors(transposed(product));
  const { singular, left } = squareSvd(qr.r, { left: true });
  return { singular, vectors: transposed(productOf(qr.basis, transposed(left))) };
}

export function times(A: Matrix | CsrMatrix, W: Matrix): Matrix {
  const product = new Matrix(A.rows, W.cols);
  multiply(A, W.data, W.cols, undefined, product.data);
  return product;
}

/** What multiplies by Aᵀ; of a sparse A, the columns are laid out as rows once. */
function productsOfColumns(A: Matrix | CsrMatrix): (W: Matrix) => Matrix {
  if (isCsrMatrix(A)) {
    const { starts, places, values } = toCsc(A);
    const turned = new CsrMatrix(A.cols, A.rows, values, places, starts);
    return (W) => times(turned, W);
  }
  return (W) => {
    const product = new Matrix(A.cols, W.cols);
    sweepKernel().timesTransposed(A.data, A.cols, W.data, W.cols, product.data);
    return product;
  };
}

/** An orthonormal basis of the columns; of one pass, nearly orthonormal. */
function orthonormal(Y: Matrix, passes: 1 | 2): Matrix {
  return gramQr(Y, passes)?.basis ?? byReflections(Y);
}

function byReflections(Y: Matrix): Matrix {
  const size = Math.min(Y.rows, Y.cols);
  const columns = transposed(Y);
  // More columns than rows span all there is.
  const qr = householderQr(new Matrix(size, Y.rows, columns.data.slice(0, size * Y.rows)));
  const basis = new Matrix(size, Y.rows);
  for (let s = 0; s < size; s++) basis.data[s * Y.rows + s] = 1;
  applyQToRows(qr, basis);
  return transposed(basis);
}

function firstRows(vectors: Matrix, k: number): Matrix {
  return new Matrix(k, vectors.cols, vectors.data.slice(0, k * vectors.cols));
}
