import { isCsrMatrix, isMlsysError, isTable, toMatrixOrCsr } from "@mlsys/core";
import type { CsrMatrix, Matrix, MatrixLike } from "@mlsys/core";
import type { FittedModel } from "../estimator.ts";
import { ModelsError } from "../models-error.ts";
import { allFinite, allFiniteFromZero, allSquarable, LARGEST_SQUARABLE } from "./all-finite.ts";

/** X of a fit, checked: at least one row and one column, all finite. */
export interface Features {
  readonly X: Matrix | CsrMatrix;
  /** The column names, where X was a table. */
  readonly names: readonly string[] | undefined;
}

/** What a fitted model knows of the columns it was fitted on. */
export interface KnownFeatures {
  readonly nFeaturesIn: number;
  readonly featureNamesIn: readonly string[] | undefined;
}

/** The names of the columns of a fit; `x0`, `x1` and so on where they have none. */
export function namesOfColumns({ nFeaturesIn, featureNamesIn }: KnownFeatures): readonly string[] {
  return featureNamesIn ?? Array.from({ length: nFeaturesIn }, (_, j) => `x${j}`);
}

/** What X may hold besides finite numbers. */
export interface FeatureRules {
  /** Whether NaN stands for a missing number. Default: no, all are finite. */
  readonly allowNaN?: boolean;
  /** Whether the caller sees to it that all are finite, or calls `assertFinite`. Default: no. */
  readonly isCheckedLater?: boolean;
  /** Whether squares are added up: what is too large for that is refused. Default: no. */
  readonly isSquared?: boolean;
}

export function featuresToFit(owner: string, input: MatrixLike, rules: FeatureRules = {}): Features {
  const where = `${owner}.fit, X`;
  const X = asMatrix(input, where);
  if (X.rows === 0 || X.cols === 0) {
    throw new ModelsError({
      code: "shapeMismatch",
      what: X.rows === 0 ? "X has no rows" : "X has no columns",
      where,
      found: `${X.rows} × ${X.cols}`,
      fix: "give at least one row and one column",
    });
  }
  if (rules.isCheckedLater !== true) check(X, where, rules);
  return { X, names: isTable(input) ? input.columnNames : undefined };
}

/** X of a prediction, checked against what the model was fitted on. */
export function featuresToUse(
  owner: string,
  input: MatrixLike,
  { nFeaturesIn, featureNamesIn }: KnownFeatures,
  rules: FeatureRules = {},
): Matrix | CsrMatrix {
  const where = `${owner}, X`;
  const X = asMatrix(input, where);
  if (X.rows > 0) assertWidth(where, X.cols, nFeaturesIn);
  if (featureNamesIn !== undefined && isTable(input)) assertSameNames(input.columnNames, featureNamesIn, where);
  if (rules.isCheckedLater !== true) check(X, where, rules);
  return X;
}

function check(X: Matrix | CsrMatrix, where: string, rules: FeatureRules): void {
  if (rules.isSquared === true) assertSquarable(X, where, rules);
  else assertFinite(X, where, rules);
}

/** Refuses columns that are not as many as those of the fit. */
export function assertWidth(where: string, found: number, expected: number): void {
  if (found === expected) return;
  throw new ModelsError({
    code: "shapeMismatch",
    what: "X has another number of columns than the model was fitted on",
    where,
    found: `${found} instead of ${expected}`,
    fix: "give the columns of the fit, in their order",
    details: { found, expected },
  });
}

/** Number of columns that a model was fitted on; undefined where it does not say. */
export function nFeaturesOf(model: FittedModel | undefined): number | undefined {
  return (model as Partial<KnownFeatures> | undefined)?.nFeaturesIn;
}

function asMatrix(input: MatrixLike, where: string): Matrix | CsrMatrix {
  try {
    return toMatrixOrCsr(input, where);
  } catch (error) {
    throw asModelsError(error, where);
  }
}

/** What a fit asks of core or of splitters; what they refuse is told as an error of ours. */
export function retold<Result>(where: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw asModelsError(error, where);
  }
}

/** Errors of core and of splitters are told as ours, with the code that says the same. */
export function asModelsError(error: unknown, where: string): unknown {
  if (!isMlsysError(error) || (error.name !== "CoreError" && error.name !== "SplitError")) return error;
  const kept = ["aborted", "shapeMismatch", "tooLarge", "unknownColumn"] as const;
  const code = kept.find((each) => each === error.code) ?? "invalidInput";
  // The place is said once: what was refused may have said it already.
  const place = error.message.includes(`(${where}`) ? undefined : where;
  return new ModelsError({ code, what: error.message, where: place, details: error.details, cause: error });
}

function assertSameNames(found: readonly string[], expected: readonly string[], where: string): void {
  const at = expected.findIndex((name, j) => found[j] !== name);
  if (at < 0) return;
  throw new ModelsError({
    code: "unknownColumn",
    what: "the columns differ from those of the fit",
    where: `${where}, column ${at}`,
    found: JSON.stringify(found[at]),
    fix: `select the columns of the fit, in their order; ${JSON.stringify(expected[at])} is expected here`,
    details: { found, expected },
  });
}

/** Refuses numbers that are not finite. */
export function assertFinite(X: Matrix | CsrMatrix, where: string, { allowNaN = false }: FeatureRules = {}): void {
  const { data } = X;
  if (allFinite(data)) return;
  const at = allowNaN ? firstInfinite(data) : data.findIndex((each) => !Number.isFinite(each));
  const value = data[at];
  if (value === undefined) return;
  const { row, column } = placeIn(X, at);
  throw new ModelsError({
    code: "nonFinite",
    what: Number.isNaN(value) ? "X holds a missing number" : "X holds an infinite number",
    where: `${where}, row ${row}, column ${column}`,
    found: String(value),
    fix: "drop the row, or fill it in first",
    details: { row, column },
  });
}

/** Refuses numbers that are not finite, or whose squares are too large for a double. */
export function assertSquarable(X: Matrix | CsrMatrix, where: string, rules: FeatureRules = {}): void {
  if (allSquarable(X.data)) return;
  assertFinite(X, where, rules);
  const at = X.data.findIndex((value) => Math.abs(value) >= LARGEST_SQUARABLE);
  if (at < 0) return;
  const { row, column } = placeIn(X, at);
  throw new ModelsError({
    code: "nonFinite",
    what: "the square of a number is too large for a double",
    where: `${where}, row ${row}, column ${column}`,
    found: String(X.data[at]),
    fix: "divide the columns by a power of ten, or scale them with maxAbsScaler",
    details: { row, column },
  });
}

/** Where the element is that stands at some place of a matrix's data. */
export function placeIn(X: Matrix | CsrMatrix, at: number): { readonly row: number; readonly column: number } {
  return isCsrMatrix(X)
    ? { row: X.indptr.findIndex((end) => end > at) - 1, column: X.indices[at] ?? 0 }
    : { row: Math.floor(at / X.cols), column: at % X.cols };
}

/** Refuses numbers below 0; what is not finite is told first. */
export function assertNonNegative(X: Matrix | CsrMatrix, where: string, what: string, fix: string): void {
  if (allFiniteFromZero(X.data)) return;
  assertFinite(X, where);
  const at = X.data.findIndex((value) => value < 0);
  const { row, column } = placeIn(X, at);
  throw new ModelsError({
    code: "invalidInput",
    what,
    where: `${where}, row ${row}, column ${column}`,
    found: String(X.data[at]),
    fix,
    details: { row, column },
  });
}

function firstInfinite(values: Float64Array): number {
  // Whether a number is above another is told without a branch for NaN, which equality needs and processors foresee wrongly.
  for (let at = 0; at < values.length; at++) if (Math.abs(values[at] as number) > Number.MAX_VALUE) return at;
  return -1;
}
