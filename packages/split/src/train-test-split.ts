import { boolean, parseOptions, randomSeed, randomState as generator, satisfying } from "@mlsys/core";
import type { LabelArray, Matrix, RandomStateInput } from "@mlsys/core";
import { drawSplit } from "./internal/draw.ts";
import { rowCount, takeRows } from "./internal/rows.ts";
import { resolveSizes, size } from "./internal/sizes.ts";
import type { GivenSizes } from "./internal/sizes.ts";
import { codeStrata, isStrata } from "./internal/strata.ts";
import { stratifiedDraw } from "./internal/stratified-draw.ts";
import { SplitError } from "./split-error.ts";
import type { TrainTestIndices } from "./splitter.ts";
import type { AnyTable, Part, Splittable } from "./splittable.ts";

/** The options `testSize` and `trainSize`. */
export interface SizeOptions {
  /** Fraction in (0, 1), or number of rows from 1. */
  readonly testSize?: number | null | undefined;
  /** Fraction in (0, 1), or number of rows from 1. */
  readonly trainSize?: number | null | undefined;
}

/** What a split is stratified by: labels, several columns of them, or the name of a column of the data. */
export type Strata = string | LabelArray | AnyTable | Matrix;

/** Options of {@link trainTestSplit}. */
export interface TrainTestSplitOptions extends SizeOptions {
  /** Whether to draw at random; else the first rows are for training and the last for test. Default true. */
  readonly shuffle?: boolean;
  /**
   * Keeps the proportions of these labels on both sides: one per row, or several columns (a `Table`, a matrix, rows), whose
   * combinations count; or the name of a column of the data. Default: none.
   */
  readonly stratify?: Strata | null | undefined;
  /** Seed. Default: unpredictable. */
  readonly randomState?: RandomStateInput;
}

/** Both sides of a split, of the kind that was given, and their row indices. */
export interface TrainTestSplit<Data> {
  readonly train: Part<Data>;
  readonly test: Part<Data>;
  readonly trainIndices: Int32Array;
  readonly testIndices: Int32Array;
}

/**
 * Splits data into a training and a test set. The same `randomState` gives the same rows as scikit-learn's
 * `train_test_split`.
 *
 * @param data - a number of rows, an array, a typed array, a `Table`, a matrix, or a record of those, all of one length.
 * @param options - sizes (default: a quarter is test), shuffle, stratify, seed. A size of 1 is one row, not all of them.
 * @returns `train` and `test` of the same kind as the data (of a number of rows: the indices), and the row indices.
 * @throws {@link SplitError} `invalidOption` when a size is out of range or stratification is asked for without shuffling;
 * `lengthMismatch`; `tooFewSamples` when a side would be empty or a class cannot be on both sides; `invalidInput`.
 * @see scikit-learn's `train_test_split`.
 *
 * @example
 * ```ts
 * import { trainTestSplit } from "@mlsys/split";
 *
 * const parts = trainTestSplit({ X: [[0], [2], [4], [6], [8]], y: [0, 1, 2, 3, 4] }, { testSize: 0.33, randomState: 42 });
 * parts.train.y; // => [2, 0, 3]
 * parts.test.X; // => [[2], [8]]
 * parts.testIndices; // => Int32Array.of(1, 4)
 * ```
 */
export function trainTestSplit<const Data extends Splittable>(
  data: Data,
  options?: TrainTestSplitOptions,
): TrainTestSplit<Data> {
  const owner = "trainTestSplit";
  const parsed = parseOptions(
    owner,
    options,
    {
      testSize: { rule: size() },
      trainSize: { rule: size() },
      shuffle: { rule: boolean(), default: true },
      stratify: { rule: satisfying("labels, columns of labels, or the name of a column", isStrata) },
      randomState: { rule: randomSeed() },
    },
    SplitError,
  );
  const { train, test } = drawIndices(owner, data, parsed);
  return { train: takeRows(data, train), test: takeRows(data, test), trainIndices: train, testIndices: test };
}

interface Parsed extends GivenSizes {
  readonly shuffle: boolean;
  readonly stratify: Strata | undefined;
  readonly randomState: RandomStateInput;
}

function drawIndices(owner: string, data: Splittable, parsed: Parsed): TrainTestIndices {
  const n = rowCount(data, owner);
  const sizes = resolveSizes(owner, n, parsed, 0.25);
  if (parsed.shuffle) {
    if (parsed.stratify === undefined) return drawSplit(n, sizes, generator(parsed.randomState));
    const strata = codeStrata(owner, parsed.stratify, data, n);
    return stratifiedDraw(owner, strata, sizes)(generator(parsed.randomState));
  }
  if (parsed.stratify === undefined) {
    const order = Int32Array.from({ length: sizes.train + sizes.test }, (_, i) => i);
    return { train: order.subarray(0, sizes.train), test: order.subarray(sizes.train) };
  }
  throw new SplitError({
    code: "invalidOption",
    what: "stratify needs a shuffle",
    where: owner,
    fix: "leave stratify out, or set shuffle: true",
  });
}
