import { CsrMatrix, isCsrMatrix, Matrix } from "@mlsys/core";
import type { AnyMatrix } from "../estimator.ts";
import { assertFinite } from "./features.ts";

/** One number a column, or none. */
type OfColumns = Float64Array | undefined;

/**
 * (x − shift) / divisor, by columns. A sparse matrix stays sparse: it takes no shift. Infinite numbers of X, which make results that are
 * not finite, are refused.
 */
export function shiftedAndDivided<X extends AnyMatrix>(X: X, shift: OfColumns, divisor: OfColumns, where: string): X {
  const shifts = shift ?? new Float64Array(X.cols);
  const divisors = divisor ?? new Float64Array(X.cols).fill(1);
  const { data } = X;
  const result = new Float64Array(data.length);
  let check = 0;
  if (isCsrMatrix(X)) {
    const { indices } = X;
    for (let at = 0; at < result.length; at++) {
      const j = indices[at] as number;
      const value = ((data[at] as number) - (shifts[j] as number)) / (divisors[j] as number);
      result[at] = value;
      check += value * 0;
    }
  } else {
    const { rows, cols } = X;
    for (let i = 0, at = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++, at++) {
        const value = ((data[at] as number) - (shifts[j] as number)) / (divisors[j] as number);
        result[at] = value;
        check += value * 0;
      }
    }
  }
  return checked(X, result, check, where);
}

/** x · factor + shift, by columns. A sparse matrix stays sparse: it takes no shift. Infinite numbers of X are refused, as above. */
export function multipliedAndShifted<X extends AnyMatrix>(X: X, factor: OfColumns, shift: OfColumns, where: string): X {
  const factors = factor ?? new Float64Array(X.cols).fill(1);
  // The sum with −0 is the number itself, also where that is −0.
  const shifts = shift ?? new Float64Array(X.cols).fill(-0);
  const { data } = X;
  const result = new Float64Array(data.length);
  let check = 0;
  if (isCsrMatrix(X)) {
    const { indices } = X;
    for (let at = 0; at < result.length; at++) {
      const j = indices[at] as number;
      const value = (data[at] as number) * (factors[j] as number) + (shifts[j] as number);
      result[at] = value;
      check += value * 0;
    }
  } else {
    const { rows, cols } = X;
    for (let i = 0, at = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++, at++) {
        const value = (data[at] as number) * (factors[j] as number) + (shifts[j] as number);
        result[at] = value;
        check += value * 0;
      }
    }
  }
  return checked(X, result, check, where);
}

/** Other numbers in the places of those of a matrix. A sum of their products with 0 tells whether all are finite. */
function checked<X extends AnyMatrix>(X: X, data: Float64Array, check: number, where: string): X {
  if (check !== 0) assertFinite(X, where, { allowNaN: true });
  const made = isCsrMatrix(X)
    ? new CsrMatrix(X.rows, X.cols, data, X.indices, X.indptr)
    : new Matrix(X.rows, X.cols, data);
  return made as X;
}

/** Cuts numbers to a range, in their place. */
export function clip(values: Float64Array, low: number, high: number): void {
  for (let at = 0; at < values.length; at++) values[at] = Math.min(high, Math.max(low, values[at] as number));
}
