import { integer, satisfying, showValue } from "@mlsys/core";
import { kFold, stratifiedKFold } from "@mlsys/split";
import type { Splitter, TrainTestIndices } from "@mlsys/split";
import { retold } from "../internal/features.ts";
import { ModelsError } from "../models-error.ts";

/** How rows are divided: a number of folds, a splitter of `@mlsys/split`, or the indices themselves. */
export type CrossValidation = number | Splitter | Iterable<FoldIndices>;

/** The rows of one fold. */
export interface FoldIndices {
  readonly train: ArrayLike<number>;
  readonly test: ArrayLike<number>;
}

const isSplitter = (value: unknown): value is Splitter =>
  typeof value === "object" && value !== null && "split" in value && typeof value.split === "function";

const isIterable = (value: unknown): value is Iterable<FoldIndices> =>
  typeof value === "object" && value !== null && Symbol.iterator in value;

export const crossValidationRule = () =>
  satisfying(
    "a number of folds of at least 2, a splitter, or pairs of train and test indices",
    (value): value is CrossValidation => integer({ min: 2 }).accepts(value) || isSplitter(value) || isIterable(value),
  );

/** What the folds may depend on. */
export interface FoldInputs {
  readonly y?: ArrayLike<unknown> | undefined;
  readonly groups?: ArrayLike<unknown> | undefined;
  /** Whether y holds classes: then a number of folds means stratified ones. */
  readonly isClassification: boolean;
}

/** The folds of n rows, at least one. */
export function foldsOf(
  owner: string,
  cv: CrossValidation,
  n: number,
  { y, groups, isClassification }: FoldInputs,
): TrainTestIndices[] {
  if (!crossValidationRule().accepts(cv)) {
    throw new ModelsError({
      code: "invalidOption",
      what: "cv is not accepted",
      where: `${owner}, cv`,
      found: showValue(cv),
      fix: `give ${crossValidationRule().expected}`,
    });
  }
  const folds = retold(`${owner}, cv`, () => {
    if (isSplitter(cv)) return [...cv.split(n, { y, groups })];
    if (typeof cv !== "number") {
      return Array.from(cv, (fold, i) => givenFold(`${owner}, cv[${i}]`, fold, n));
    }
    return isClassification
      ? [...stratifiedKFold({ nSplits: cv }).split(n, { y })]
      : [...kFold({ nSplits: cv }).split(n)];
  });
  if (folds.length > 0) return folds;
  throw new ModelsError({
    code: "invalidInput",
    what: "there is no fold",
    where: `${owner}, cv`,
    found: "an empty list",
    fix: "give a number of folds, a splitter, or pairs of train and test indices",
  });
}

/** A fold as it was given, once it is clear that its rows are there. */
function givenFold(where: string, fold: unknown, n: number): TrainTestIndices {
  const { train, test } = (typeof fold === "object" && fold !== null ? fold : {}) as Partial<FoldIndices>;
  const [trained, tested] = [rowsOf(`${where}.train`, train, n), rowsOf(`${where}.test`, test, n)];
  return { train: trained, test: tested };
}

function rowsOf(where: string, given: unknown, n: number): Int32Array {
  const rows = typeof given === "object" && given !== null && "length" in given ? (given as ArrayLike<unknown>) : [];
  const odd = Array.from(rows).findIndex(
    (row) => !Number.isInteger(row) || (row as number) < 0 || (row as number) >= n,
  );
  if (rows.length > 0 && odd < 0) return Int32Array.from(rows as ArrayLike<number>);
  throw new ModelsError({
    code: "invalidInput",
    what: odd < 0 ? "a fold has no rows" : "a fold names a row that is not there",
    where: odd < 0 ? where : `${where}[${odd}]`,
    found: odd < 0 ? showValue(given) : showValue(rows[odd]),
    fix: odd < 0 ? "give { train, test } per fold, at least one row in each" : `give 0 to ${n - 1}`,
  });
}
