import { showValue } from "@mlsys/core";
import type { OptionRule } from "@mlsys/core";
import { SplitError } from "../split-error.ts";

/** The sizes that were asked for, checked: fractions or counts. */
export interface GivenSizes {
  readonly testSize?: number | undefined;
  readonly trainSize?: number | undefined;
}

/** Number of rows of both sides. */
export interface Sizes {
  readonly train: number;
  readonly test: number;
}

/** Number of rows of three parts. */
export interface ThreeSizes extends Sizes {
  readonly validation: number;
}

/** A fraction in (0, 1) or a whole number of at least 1. */
export function size(): OptionRule<number> {
  return {
    expected: "a fraction above 0 and below 1 or a whole number of at least 1",
    accepts: (value): value is number =>
      typeof value === "number" && value > 0 && (value < 1 || Number.isSafeInteger(value)),
  };
}

/**
 * Turns fractions and counts into counts, as scikit-learn does: the test set rounds up, the training set down, and what is
 * left out is the complement.
 */
export function resolveSizes(
  owner: string,
  n: number,
  { testSize, trainSize }: GivenSizes,
  defaultTestSize: number,
): Sizes {
  const wantedTest = testSize === undefined && trainSize === undefined ? defaultTestSize : testSize;
  checkCount(owner, "testSize", wantedTest, n);
  checkCount(owner, "trainSize", trainSize, n);
  if (isFraction(wantedTest) && isFraction(trainSize) && trainSize + wantedTest > 1) {
    throw tooLarge(owner, `${wantedTest} and ${trainSize}`, "let testSize and trainSize sum to at most 1");
  }
  const givenTest =
    wantedTest === undefined ? undefined : isFraction(wantedTest) ? Math.ceil(wantedTest * n) : wantedTest;
  const givenTrain =
    trainSize === undefined ? undefined : isFraction(trainSize) ? Math.floor(trainSize * n) : trainSize;
  const train = givenTrain ?? n - (givenTest ?? 0);
  const test = givenTest ?? n - train;
  if (train + test > n) {
    throw tooLarge(
      owner,
      `${test} and ${train} of ${n} rows`,
      "let testSize and trainSize sum to at most the number of rows",
    );
  }
  if (train === 0) {
    throw new SplitError({
      code: "tooFewSamples",
      what: "the training set would be empty",
      where: owner,
      found: `${n} rows, testSize ${showValue(wantedTest)}, trainSize ${showValue(trainSize)}`,
      fix: "give more rows or a smaller test set",
      details: { rows: n },
    });
  }
  return { train, test };
}

/** Fractions and counts of three parts as counts: test and validation round up, training is the rest or rounds down. */
export function resolveThreeSizes(
  owner: string,
  n: number,
  { testSize, validationSize, trainSize }: GivenSizes & { readonly validationSize: number; readonly testSize: number },
): ThreeSizes {
  checkCount(owner, "testSize", testSize, n);
  checkCount(owner, "validationSize", validationSize, n);
  checkCount(owner, "trainSize", trainSize, n);
  const test = isFraction(testSize) ? Math.ceil(testSize * n) : testSize;
  const validation = isFraction(validationSize) ? Math.ceil(validationSize * n) : validationSize;
  const left = n - test - validation;
  const train = trainSize === undefined ? left : isFraction(trainSize) ? Math.floor(trainSize * n) : trainSize;
  if (train >= 1 && train <= left) return { train, validation, test };
  throw new SplitError({
    code: train > left && left > 0 ? "invalidOption" : "tooFewSamples",
    what: train > left && left > 0 ? "the sizes do not fit together" : "the training set would be empty",
    where: owner,
    found: `${n} rows, testSize ${testSize}, validationSize ${validationSize}, trainSize ${showValue(trainSize)}`,
    fix: "give more rows or smaller sizes",
    details: { rows: n },
  });
}

function isFraction(size: number | undefined): size is number {
  return size !== undefined && size < 1;
}

function checkCount(owner: string, name: string, size: number | undefined, n: number): void {
  if (size === undefined || size < 1 || size < n) return;
  throw new SplitError({
    code: "invalidOption",
    what: `${name} is not accepted`,
    where: owner,
    found: `${size} for ${n} rows`,
    fix: "give a fraction between 0 and 1, or a number of rows below that of the data",
    details: { option: name, rows: n },
  });
}

function tooLarge(owner: string, found: string, fix: string): SplitError {
  return new SplitError({
    code: "invalidOption",
    what: "testSize and trainSize do not fit together",
    where: owner,
    found,
    fix,
  });
}
