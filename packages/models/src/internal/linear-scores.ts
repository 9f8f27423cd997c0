import { Matrix } from "@mlsys/core";
import type { CsrMatrix } from "@mlsys/core";
import { allFinite } from "./all-finite.ts";
import { assertFinite } from "./features.ts";
import { multiply } from "./products.ts";

/**
 * X·W + offsets, rows × k, for W of features × k and an X that is found at `where`. What is not finite shows in the products; a number of X
 * that is not is refused.
 */
export function linearScores(
  where: string,
  X: Matrix | CsrMatrix,
  W: Float64Array,
  k: number,
  offsets: Float64Array | undefined,
): Matrix {
  const scores = new Matrix(X.rows, k);
  multiply(X, W, k, offsets, scores.data);
  if (!allFinite(scores.data)) assertFinite(X, where);
  return scores;
}

/** Features × classes, so that the weights of one feature lie together. */
export function byFeature(A: Matrix): Float64Array {
  const result = new Float64Array(A.data.length);
  for (let i = 0; i < A.rows; i++) {
    for (let j = 0; j < A.cols; j++) result[j * A.rows + i] = A.data[i * A.cols + j] as number;
  }
  return result;
}
