import { CsrMatrix, isCsrMatrix, Matrix } from "@mlsys/core";
import type { AnyMatrix } from "../estimator.ts";
import type { ColumnWriter } from "../compose/column-writer.ts";
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

/** (x − shift) / divisor, by columns, of some columns. */
export function dividing(cols: number, shift: OfColumns, divisor: OfColumns): ColumnWriter {
  const shifts = shift ?? new Float64Array(cols);
  const divisors = divisor ?? new Float64Array(cols).fill(1);
  return (X, places, out, start, from, to) => writeDivided(X, places, shifts, divisors, out, start, from, to);
}

function writeDivided(
  X: Matrix,
  places: Int32Array,
  shifts: Float64Array,
  divisors: Float64Array,
  out: Matrix,
  start: number,
  from: number,
  to: number,
): boolean {
  const [data, made] = [X.data, out.data];
  let check = 0;
  for (let i = from; i < to; i++) {
    const [row, first] = [i * X.cols, i * out.cols + start];
    for (let j = 0; j < places.length; j++) {
      const given = data[row + (places[j] as number)] as number;
      const value = (given - (shifts[j] as number)) / (divisors[j] as number);
      made[first + j] = value;
      check += value * 0;
    }
  }
  return check === 0 || noneInfinite(X, places, from, to);
}

/** x · factor + shift, by columns, of some columns. */
export function multiplying(factors: Float64Array, shifts: Float64Array): ColumnWriter {
  return (X, places, out, start, from, to) => writeMultiplied(X, places, factors, shifts, out, start, from, to);
}

function writeMultiplied(
  X: Matrix,
  places: Int32Array,
  factors: Float64Array,
  shifts: Float64Array,
  out: Matrix,
  start: number,
  from: number,
  to: number,
): boolean {
  const [data, made] = [X.data, out.data];
  let check = 0;
  for (let i = from; i < to; i++) {
    const [row, first] = [i * X.cols, i * out.cols + start];
    for (let j = 0; j < places.length; j++) {
      const given = data[row + (places[j] as number)] as number;
      const value = given * (factors[j] as number) + (shifts[j] as number);
      made[first + j] = value;
      check += value * 0;
    }
  }
  return check === 0 || noneInfinite(X, places, from, to);
}

function noneInfinite({ cols, data }: Matrix, places: Int32Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    for (const place of places) if (Math.abs(data[i * cols + place] as number) > Number.MAX_VALUE) return false;
  }
  return true;
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
