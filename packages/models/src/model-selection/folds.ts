import { integer, satisfying } from "@mlsys/core";
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
  const folds = retold(`${owner}, cv`, () => {
    if (isSplitter(cv)) return [...cv.split(n, { y, groups })];
    if (typeof cv !== "number") {
      return Array.from(cv, ({ train, test }) => ({ train: Int32Array.from(train), test: Int32Array.from(test) }));
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
