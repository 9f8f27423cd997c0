import { Column, isCsrMatrix, isMatrix, isMlsysError, isTable, showValue, toMatrix } from "@mlsys/core";
import type { Matrix, MatrixLike } from "@mlsys/core";
import { MetricsError } from "../metrics-error.ts";

/** Numbers, one per row: an array, a typed array, a column of a table. */
export type NumberArray = ArrayLike<number> | Column<number | bigint>;

/** Numbers, one per row, or several per row. */
export type NumberRows = NumberArray | MatrixLike | readonly (readonly number[])[];

/** The numbers as doubles, all finite; a `Float64Array` is returned as it is. */
export function readNumbers(owner: string, argument: string, values: unknown): Float64Array {
  const numbers = asDoubles(owner, argument, values);
  checkFinite(owner, argument, numbers);
  return numbers;
}

/** Refuses what is not finite, with its index. */
export function checkFinite(owner: string, argument: string, numbers: Float64Array): void {
  let i = 0;
  // Times 0, a finite number is 0 and any other NaN: four at a time, then one by one from where it shows.
  while (i + 4 <= numbers.length) {
    const nothing =
      (numbers[i] as number) * 0 +
      (numbers[i + 1] as number) * 0 +
      ((numbers[i + 2] as number) * 0 + (numbers[i + 3] as number) * 0);
    if (nothing !== 0) break;
    i += 4;
  }
  for (; i < numbers.length; i++) {
    const value = numbers[i] as number;
    if (value - value !== 0) throw notANumber(owner, argument, i, value);
  }
}

/** The numbers as doubles, not checked to be finite. */
export function asDoubles(owner: string, argument: string, values: unknown): Float64Array {
  if (values instanceof Float64Array) return values;
  if (values instanceof Column) return values.toNumbers();
  if (!isArrayLike(values)) throw notNumbers(owner, argument, values);
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < numbers.length; i++) {
    const value = values[i];
    if (typeof value === "number") numbers[i] = value;
    else if (typeof value === "boolean" || typeof value === "bigint") numbers[i] = Number(value);
    else throw notANumber(owner, argument, i, value);
  }
  return numbers;
}

/** The columns of one or several numbers per row; a single one is checked to be finite only on demand. */
export function readOutputs(owner: string, argument: string, values: unknown, isChecked = true): Float64Array[] {
  if (!isTwoDimensional(values)) {
    return [isChecked ? readNumbers(owner, argument, values) : asDoubles(owner, argument, values)];
  }
  const matrix = readMatrix(owner, argument, values);
  return Array.from({ length: matrix.cols }, (_, j) => matrix.column(j));
}

/** A matrix of finite numbers. */
export function readMatrix(owner: string, argument: string, values: unknown): Matrix {
  const matrix = asMatrix(owner, argument, values);
  for (let i = 0; i < matrix.data.length; i++) {
    const value = matrix.data[i] as number;
    if (value - value !== 0) throw notANumber(owner, argument, Math.floor(i / matrix.cols), value);
  }
  return matrix;
}

/** A matrix, not checked to be finite. */
export function asMatrix(owner: string, argument: string, values: unknown): Matrix {
  try {
    return toMatrix(values as MatrixLike, `${owner}, ${argument}`);
  } catch (error) {
    if (!isMlsysError(error)) throw error;
    throw new MetricsError({
      code: error.code === "shapeMismatch" ? "shapeMismatch" : "invalidInput",
      what: error.message,
      details: { ...error.details, owner, argument },
      cause: error,
    });
  }
}

/** Whether there are several values per row. */
export function isTwoDimensional(values: unknown): boolean {
  if (isMatrix(values) || isCsrMatrix(values) || isTable(values)) return true;
  if (values instanceof Column || typeof values !== "object" || values === null) return false;
  if (!("length" in values)) return "rows" in values && "columns" in values;
  const [first] = Array.isArray(values) ? (values as unknown[]) : [];
  return Array.isArray(first) || ArrayBuffer.isView(first);
}

export function isArrayLike(values: unknown): values is ArrayLike<unknown> {
  return Array.isArray(values) || (ArrayBuffer.isView(values) && "length" in values);
}

/** Refuses when two arguments differ in length. */
export function checkSameLength(owner: string, argument: string, found: number, expected: number): void {
  if (found === expected) return;
  throw new MetricsError({
    code: "lengthMismatch",
    what: "the lengths differ",
    where: `${owner}, ${argument}`,
    found: `${found} values instead of ${expected}`,
    fix: "give one value per row",
    details: { owner, argument, found, expected },
  });
}

/** Refuses when there is nothing to measure. */
export function checkNotEmpty(owner: string, argument: string, length: number): void {
  if (length > 0) return;
  throw new MetricsError({
    code: "emptyInput",
    what: "there is nothing to measure",
    where: `${owner}, ${argument}`,
    found: "no values",
    fix: "give at least one row",
    details: { owner, argument },
  });
}

export function notANumber(owner: string, argument: string, index: number, value: unknown): MetricsError {
  return new MetricsError({
    code: "invalidInput",
    what:
      value === null || value === undefined || Number.isNaN(value)
        ? "a value is missing"
        : "a value is not a finite number",
    where: `${owner}, ${argument}[${index}]`,
    found: showValue(value),
    fix: "give finite numbers only; leave out rows without a value",
    details: { owner, argument, index },
  });
}

function notNumbers(owner: string, argument: string, values: unknown): MetricsError {
  return new MetricsError({
    code: "invalidInput",
    what: "these are no numbers",
    where: `${owner}, ${argument}`,
    found: showValue(values),
    fix: "give an array of numbers, a typed array or a column",
    details: { owner, argument },
  });
}
