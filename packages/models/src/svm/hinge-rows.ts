import type { CsrMatrix, Matrix } from "@mlsys/core";

/** min ½‖w‖² + Σ costs·max(0, 1 − signs·(Xw + scale·b)), b penalised like w; signs are 1 and −1. */
export interface HingeProblem {
  readonly X: Matrix | CsrMatrix;
  readonly signs: Float64Array;
  readonly costs: Float64Array;
  /** What the intercept's column holds; 0 for no intercept. */
  readonly interceptScale: number;
}

/** The score of a row at a point: w, then b where there is an intercept. */
export function score({ X, interceptScale }: HingeProblem, i: number, point: Float64Array): number {
  let sum = interceptScale === 0 ? 0 : interceptScale * (point[X.cols] as number);
  if ("indptr" in X) {
    for (let at = X.indptr[i] as number; at < (X.indptr[i + 1] as number); at++) {
      sum += (X.data[at] as number) * (point[X.indices[at] as number] as number);
    }
    return sum;
  }
  for (let j = 0; j < X.cols; j++) sum += (X.data[i * X.cols + j] as number) * (point[j] as number);
  return sum;
}

/** Adds a row times a factor to a point. */
export function addRow({ X, interceptScale }: HingeProblem, i: number, factor: number, point: Float64Array): void {
  if ("indptr" in X) {
    for (let at = X.indptr[i] as number; at < (X.indptr[i + 1] as number); at++) {
      const j = X.indices[at] as number;
      point[j] = (point[j] as number) + factor * (X.data[at] as number);
    }
  } else {
    for (let j = 0; j < X.cols; j++) {
      point[j] = (point[j] as number) + factor * (X.data[i * X.cols + j] as number);
    }
  }
  if (interceptScale !== 0) point[X.cols] = (point[X.cols] as number) + factor * interceptScale;
}

/** The inner product of two rows, the intercept's column included. */
export function product({ X, interceptScale }: HingeProblem, a: number, b: number): number {
  let sum = interceptScale * interceptScale;
  if (!("indptr" in X)) {
    const [first, second] = [a * X.cols, b * X.cols];
    for (let j = 0; j < X.cols; j++) sum += (X.data[first + j] as number) * (X.data[second + j] as number);
    return sum;
  }
  let other = X.indptr[b] as number;
  const end = X.indptr[b + 1] as number;
  for (let at = X.indptr[a] as number; at < (X.indptr[a + 1] as number); at++) {
    const j = X.indices[at] as number;
    while (other < end && (X.indices[other] as number) < j) other++;
    if (other < end && X.indices[other] === j) sum += (X.data[at] as number) * (X.data[other] as number);
  }
  return sum;
}
