import { CsrMatrix, isCsrMatrix, Matrix } from "@mlsys/core";
import type { AnyMatrix } from "../estimator.ts";

/** One number a column, or none. */
type OfColumns = Float64Array | undefined;

/** (x − shift) / divisor, by columns. A sparse matrix stays sparse: it takes no shift. */
export function shiftedAndDivided<X extends AnyMatrix>(X: X, shift: OfColumns, divisor: OfColumns): X {
  const shifts = shift ?? new Float64Array(X.cols);
  const divisors = divisor ?? new Float64Array(X.cols).fill(1);
  const { data } = X;
  const result = new Float64Array(data.length);
  if (isCsrMatrix(X)) {
    for (let at = 0; at < data.length; at++) {
      const j = X.indices[at] as number;
      result[at] = ((data[at] as number) - (shifts[j] as number)) / (divisors[j] as number);
    }
  } else {
    const { rows, cols } = X;
    for (let i = 0, at = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++, at++) {
        result[at] = ((data[at] as number) - (shifts[j] as number)) / (divisors[j] as number);
      }
    }
  }
  return withData(X, result);
}

/** x · factor + shift, by columns. A sparse matrix stays sparse: it takes no shift. */
export function multipliedAndShifted<X extends AnyMatrix>(X: X, factor: OfColumns, shift: OfColumns): X {
  const factors = factor ?? new Float64Array(X.cols).fill(1);
  // The sum with −0 is the number itself, also where that is −0.
  const shifts = shift ?? new Float64Array(X.cols).fill(-0);
  const { data } = X;
  const result = new Float64Array(data.length);
  if (isCsrMatrix(X)) {
    for (let at = 0; at < data.length; at++) {
      const j = X.indices[at] as number;
      result[at] = (data[at] as number) * (factors[j] as number) + (shifts[j] as number);
    }
  } else {
    const { rows, cols } = X;
    for (let i = 0, at = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++, at++) {
        result[at] = (data[at] as number) * (factors[j] as number) + (shifts[j] as number);
      }
    }
  }
  return withData(X, result);
}

/** Other numbers in the places of those of a matrix. */
function withData<X extends AnyMatrix>(X: X, data: Float64Array): X {
  const made = isCsrMatrix(X)
    ? new CsrMatrix(X.rows, X.cols, data, X.indices, X.indptr)
    : new Matrix(X.rows, X.cols, data);
  return made as X;
}
