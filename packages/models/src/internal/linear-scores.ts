import { Matrix } from "@mlsys/core";
import type { CsrMatrix, MatrixLike } from "@mlsys/core";
import { allFinite } from "./all-finite.ts";
import { assertFinite, featuresToUse } from "./features.ts";
import type { KnownFeatures } from "./features.ts";
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
  if (!multiply(X, W, k, offsets, scores.data) && !allFinite(scores.data)) assertFinite(X, where);
  return scores;
}

/** The same of what a method of a fitted model was given. */
export function linearPredictions(
  owner: string,
  input: MatrixLike,
  known: KnownFeatures,
  W: Float64Array,
  k: number,
  offsets?: Float64Array,
): Matrix {
  return linearScores(`${owner}, X`, featuresToUse(owner, input, known, { isCheckedLater: true }), W, k, offsets);
}

/** The transpose of what has a row a class or a target: the weights of one feature lie together. */
export function byFeature(A: Matrix): Float64Array {
  const result = new Float64Array(A.data.length);
  for (let i = 0; i < A.rows; i++) {
    for (let j = 0; j < A.cols; j++) result[j * A.rows + i] = A.data[i * A.cols + j] as number;
  }
  return result;
}
