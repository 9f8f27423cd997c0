import { isCsrMatrix } from "@mlsys/core";
import type { CsrMatrix, Matrix } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";

/** One gigabyte of doubles. */
const LARGEST = 2 ** 27;

/** The matrix, dense; a sparse one that would not fit is refused with its size. */
export function toDense(owner: string, X: Matrix | CsrMatrix): Matrix {
  if (!isCsrMatrix(X)) return X;
  assertFits(owner, X);
  return X.toDense();
}

/** Refuses a sparse matrix that would not fit when it is dense. */
export function assertFits(owner: string, X: CsrMatrix): void {
  if (X.rows * X.cols > LARGEST) {
    throw new ModelsError({
      code: "tooLarge",
      what: "a sparse X is too large to be made dense",
      where: `${owner}, X`,
      found: `${X.rows} × ${X.cols}, ${Math.round((X.rows * X.cols * 8) / 2 ** 20)} MB`,
      fix: "keep fewer columns, or use an estimator that takes sparse data",
    });
  }
}
