import { Column, isMatrix, isTable, Matrix, showValue, toMatrix } from "@mlsys/core";
import type { MatrixLike } from "@mlsys/core";
import type { FitOptions, VectorLike } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";
import { allFinite, allSquarable, LARGEST_SQUARABLE } from "./all-finite.ts";
import { asModelsError } from "./features.ts";
import { assertFitOptions } from "./fit-options.ts";

/** y of a regression: one finite number a row. */
export function numbersOf(owner: string, argument: string, input: VectorLike, rows: number): Float64Array {
  const { values, check } = numbersToCheck(owner, argument, input, rows);
  check();
  return values;
}

/** Numbers, and what refuses those that are not finite: for who finds that out, but for its place, on the way. */
interface NumbersToCheck {
  readonly values: Float64Array;
  readonly check: () => void;
}

function numbersToCheck(owner: string, argument: string, input: VectorLike, rows: number): NumbersToCheck {
  const values = asNumbers(input, `${owner}, ${argument}`);
  assertLength(values.length, rows, owner, argument);
  return { values, check: () => assertFiniteNumbers(owner, argument, input, values) };
}

function assertFiniteNumbers(owner: string, argument: string, input: VectorLike, values: Float64Array): void {
  if (allFinite(values)) return;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value - value === 0) continue;
    const given: unknown = input instanceof Column ? input.at(i) : input[i];
    throw new ModelsError({
      code: "nonFinite",
      what: `${argument} holds what is not a finite number`,
      where: `${owner}, ${argument}[${i}]`,
      found: showValue(given),
      fix: remedyFor(given, argument),
      details: { index: i },
    });
  }
}

/** Targets of a regression, rows × targets. */
export interface TargetsToFit {
  readonly Y: Matrix;
  /** Whether there is one number a row. */
  readonly isSingle: boolean;
  /** Refuses numbers that are not finite; the products with them, which are not finite either, tell whether to call it. */
  readonly check: () => void;
}

/** y of a regression of one target or several, which the caller is to check. */
export function targetsToFit(owner: string, y: VectorLike | MatrixLike, rows: number): TargetsToFit {
  if (!isVector(y)) return { Y: targetsOf(owner, y, rows), isSingle: false, check: () => undefined };
  const { values, check } = numbersToCheck(owner, "y", y, rows);
  return { Y: new Matrix(rows, 1, values), isSingle: true, check };
}

function remedyFor(given: unknown, argument: string): string {
  if (typeof given === "number" || given === null || given === undefined) return "drop the row, or fill it in first";
  if (typeof given === "object") return "give one number per row of X";
  return argument === "y" ? "give numbers; a classifier learns labels" : "give numbers";
}

/** Refuses targets whose squares are too large for a double; there are so many of them a row. */
export function assertSquarableTargets(owner: string, y: Float64Array, outputs = 1): void {
  if (allSquarable(y)) return;
  const at = y.findIndex((value) => Math.abs(value) >= LARGEST_SQUARABLE);
  const row = Math.floor(at / outputs);
  throw new ModelsError({
    code: "nonFinite",
    what: "the square of a number is too large for a double",
    where: outputs === 1 ? `${owner}, y[${row}]` : `${owner}, y, row ${row}, column ${at % outputs}`,
    found: String(y[at]),
    fix: "divide y by a power of ten",
    details: { index: row },
  });
}

/** y of a regression with several targets: rows × targets. */
export function targetsOf(owner: string, input: MatrixLike, rows: number): Matrix {
  const where = `${owner}, y`;
  const Y = asTargets(input, where);
  assertLength(Y.rows, rows, owner, "y");
  if (allFinite(Y.data)) return Y;
  for (let at = 0; at < Y.data.length; at++) {
    const value = Y.data[at] as number;
    if (value - value === 0) continue;
    throw new ModelsError({
      code: "nonFinite",
      what: "y holds what is not a finite number",
      where: `${where}, row ${Math.floor(at / Y.cols)}, column ${at % Y.cols}`,
      found: String(value),
      fix: "drop the row, or fill it in first",
    });
  }
  return Y;
}

/** Whether a target has one number a row (and not a row of numbers). */
export function isVector(input: VectorLike | MatrixLike): input is VectorLike {
  if (input instanceof Column) return true;
  // What is no target at all is read as a vector, and refused there.
  if (typeof (input as unknown) !== "object" || (input as unknown) === null) return true;
  if (isMatrix(input) || isTable(input) || !("length" in input)) return false;
  return typeof input[0] !== "object";
}

/**
 * The weights among the options of a fit or of a score: of at least 0, one a row, not all 0; undefined when none are given. Options of
 * other names are refused, but for those that are named.
 */
export function weightsOf(
  owner: string,
  options: FitOptions | undefined,
  rows: number,
  others: readonly string[] = [],
): Float64Array | undefined {
  assertFitOptions(owner, options, others);
  if (options?.sampleWeight === undefined) return undefined;
  const weights = numbersOf(owner, "sampleWeight", options.sampleWeight, rows);
  const negative = weights.findIndex((weight) => weight < 0);
  if (negative >= 0 || weights.every((weight) => weight === 0)) {
    throw new ModelsError({
      code: "invalidInput",
      what: negative >= 0 ? "a weight is negative" : "all weights are 0",
      where: negative >= 0 ? `${owner}, sampleWeight[${negative}]` : `${owner}, sampleWeight`,
      found: negative >= 0 ? String(weights[negative]) : "no row that counts",
      fix: "give weights of at least 0, one of them above",
    });
  }
  return weights;
}

/** Refuses values that are not one a row of X. */
export function assertLength(found: number, rows: number, owner: string, argument: string): void {
  if (found === rows) return;
  throw new ModelsError({
    code: "lengthMismatch",
    what: `${argument} and X differ in length`,
    where: `${owner}, ${argument}`,
    found: `${found} values for ${rows} rows`,
    fix: "give one value per row of X",
    details: { found, expected: rows },
  });
}

function asNumbers(input: VectorLike, where: string): Float64Array {
  if (input instanceof Float64Array) return input;
  if (input instanceof Column) {
    try {
      return input.toNumbers();
    } catch (error) {
      throw asModelsError(error, where);
    }
  }
  if (!isArrayLike(input)) throw noVector(where, input);
  const values = new Float64Array(input.length);
  for (let i = 0; i < values.length; i++) {
    const value: unknown = input[i];
    values[i] = typeof value === "number" ? value : NaN;
  }
  return values;
}

function isArrayLike(input: unknown): input is ArrayLike<unknown> {
  return typeof input === "object" && input !== null && "length" in input && Number(input.length) >= 0;
}

function asTargets(input: MatrixLike, where: string): Matrix {
  try {
    return toMatrix(input, where);
  } catch (error) {
    throw asModelsError(error, where);
  }
}

function noVector(where: string, input: unknown): ModelsError {
  return new ModelsError({
    code: "invalidInput",
    what: "not an array of numbers",
    where,
    found: showValue(input),
    fix: "give one number per row of X",
  });
}
