import { isCsrMatrix } from "@mlsys/core";
import type { CsrMatrix, Matrix } from "@mlsys/core";
import type { AnyMatrix } from "../estimator.ts";
import { columnMoments } from "../internal/column-moments.ts";
import { columnRanges } from "../internal/column-ranges.ts";
import { forEachBand } from "../internal/dense-moments.ts";

/** Sums over the rows of each column, of its distances to its mean. */
export interface CenteredSums {
  /** 0 for a column that does not vary. */
  readonly squares: Float64Array;
  /** Of their products with a target whose mean is 0. */
  readonly products: Float64Array;
}

export function centeredSums(X: AnyMatrix, target: Float64Array): CenteredSums {
  return isCsrMatrix(X) ? ofSparse(X, target) : ofDense(X, target);
}

/** The products of the zeros that are not stored are 0, and those of the mean add up to nothing. */
function ofSparse(X: CsrMatrix, target: Float64Array): CenteredSums {
  const { rows, cols, data, indices, indptr } = X;
  const squares = columnMoments(X, undefined).variances;
  const ranges = columnRanges(X);
  for (let j = 0; j < cols; j++) squares[j] = ranges[j] === 0 ? 0 : (squares[j] as number) * rows;
  const products = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    const own = target[i] as number;
    const end = indptr[i + 1] as number;
    for (let at = indptr[i] as number; at < end; at++) {
      const j = indices[at] as number;
      products[j] = (products[j] as number) + (data[at] as number) * own;
    }
  }
  return { squares, products };
}

interface ShiftedSums extends CenteredSums {
  readonly origins: Float64Array;
  /** Sums of the distances to the origins. */
  readonly drifts: Float64Array;
}

/**
 * In one pass over the rows, by distances to the mean of the first ones: their share of the squares bounds what is lost where that
 * mean is far from the one of all.
 */
function ofDense(X: Matrix, target: Float64Array): CenteredSums {
  const { rows, cols } = X;
  const [squares, products] = [new Float64Array(cols), new Float64Array(cols)];
  const [origins, drifts] = [new Float64Array(cols), new Float64Array(cols)];
  const sums: ShiftedSums = { origins, drifts, squares, products };
  forEachBand(X, (from, end) => {
    if (from === 0) for (let j = 0; j < cols; j++) origins[j] = originOf(X, j, end);
    for (let j = 0; j < cols; j += 2) addTwo(X, target, sums, [j, Math.min(j + 1, cols - 1)], from, end);
  });
  for (let j = 0; j < cols; j++) {
    const drift = drifts[j] as number;
    squares[j] = (squares[j] as number) - (drift * drift) / rows;
  }
  return sums;
}

/** The mean of the first rows; of equal ones exactly what they are. */
function originOf({ cols, data }: Matrix, j: number, rows: number): number {
  const first = data[j] as number;
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += (data[i * cols + j] as number) - first;
  return first + sum / rows;
}

/** Two columns at once; the last of an odd number is both. */
function addTwo(
  { cols, data }: Matrix,
  target: Float64Array,
  { origins, drifts, squares, products }: ShiftedSums,
  [j, other]: readonly [number, number],
  from: number,
  end: number,
): void {
  const origin = origins[j] as number;
  const nextOrigin = origins[other] as number;
  let drift = 0;
  let square = 0;
  let product = 0;
  let nextDrift = 0;
  let nextSquare = 0;
  let nextProduct = 0;
  const apart = other - j;
  for (let i = from, at = from * cols + j; i < end; i++, at += cols) {
    const own = target[i] as number;
    const distance = (data[at] as number) - origin;
    const next = (data[at + apart] as number) - nextOrigin;
    drift += distance;
    square += distance * distance;
    product += distance * own;
    nextDrift += next;
    nextSquare += next * next;
    nextProduct += next * own;
  }
  // All are read before any is written.
  const before = [drifts[other], squares[other], products[other]] as [number, number, number];
  drifts[j] = (drifts[j] as number) + drift;
  squares[j] = (squares[j] as number) + square;
  products[j] = (products[j] as number) + product;
  drifts[other] = before[0] + nextDrift;
  squares[other] = before[1] + nextSquare;
  products[other] = before[2] + nextProduct;
}
