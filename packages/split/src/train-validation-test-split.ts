import { boolean, parseOptions, randomSeed, randomState as generator, satisfying } from "@mlsys/core";
import type { LabelArray, RandomState, RandomStateInput } from "@mlsys/core";
import { drawSplit } from "./internal/draw.ts";
import { orderByTime, withoutTornTimes } from "./internal/time-order.ts";
import { codeLabels, countCodes } from "./internal/labels.ts";
import type { CodedLabels } from "./internal/labels.ts";
import { isLabels, readLabels } from "./internal/make-splitter.ts";
import { rowCount, takeRows } from "./internal/rows.ts";
import { resolveThreeSizes, size } from "./internal/sizes.ts";
import type { ThreeSizes } from "./internal/sizes.ts";
import { codeStrata, isStrata } from "./internal/strata.ts";
import { stratifiedDraw } from "./internal/stratified-draw.ts";
import { SplitError } from "./split-error.ts";
import type { Part, Splittable } from "./splittable.ts";
import type { Strata } from "./train-test-split.ts";

/** Options of {@link trainValidationTestSplit}. */
export interface TrainValidationTestSplitOptions {
  /** Fraction in (0, 1), or number of rows (with `groups`: of groups). Default 0.15. */
  readonly testSize?: number | undefined;
  /** Fraction in (0, 1), or number of rows (with `groups`: of groups). Default 0.15. */
  readonly validationSize?: number | undefined;
  /** Fraction in (0, 1), or number of rows (with `groups`: of groups). Default: what is left. */
  readonly trainSize?: number | null | undefined;
  /** Whether to draw at random; else the rows are cut in their order. Default true. */
  readonly shuffle?: boolean | undefined;
  /** Keeps the proportions of these labels in all parts; as in `trainTestSplit`. */
  readonly stratify?: Strata | null | undefined;
  /** Keeps every group whole: labels, one per row, or the name of a column. */
  readonly groups?: LabelArray | string | null | undefined;
  /** Cuts by time: training before validation before test; instants, one per row, or the name of a column. */
  readonly time?: ArrayLike<number | Date | string> | string | undefined;
  /** Seed. Default: unpredictable. */
  readonly randomState?: RandomStateInput;
}

/** The three parts of a split, of the kind that was given, and their row indices. */
export interface TrainValidationTestSplit<Data> {
  readonly train: Part<Data>;
  readonly validation: Part<Data>;
  readonly test: Part<Data>;
  readonly trainIndices: Int32Array;
  readonly validationIndices: Int32Array;
  readonly testIndices: Int32Array;
}

/**
 * Splits data into a training, a validation and a test set: at random, stratified, by groups, in order, or by time. At random it
 * is `trainTestSplit` twice over one stream of random numbers: the test set first, then the validation set of what is left.
 *
 * @param data - a number of rows, an array, a typed array, a `Table`, a matrix, or a record of those, all of one length.
 * @param options - sizes, and how to split. By time, rows of one instant are never parted, so sizes may be exceeded or missed.
 * @returns the parts, of the same kind as the data, and the row indices.
 * @throws {@link SplitError} `invalidOption`, `lengthMismatch`, `tooFewSamples`, `invalidInput`.
 *
 * @example
 * ```ts
 * import { trainValidationTestSplit } from "@mlsys/split";
 *
 * const parts = trainValidationTestSplit(100, { testSize: 0.2, validationSize: 0.1, randomState: 0 });
 * [parts.train.length, parts.validation.length, parts.test.length]; // => [70, 10, 20]
 * const byTime = trainValidationTestSplit(["c", "a", "d", "b"], { time: [3, 1, 4, 2], testSize: 1, validationSize: 1 });
 * byTime.train; // => ["a", "b"]
 * byTime.test; // => ["d"]
 * ```
 */
export function trainValidationTestSplit<const Data extends Splittable>(
  data: Data,
  options?: TrainValidationTestSplitOptions,
): TrainValidationTestSplit<Data> {
  const [trainIndices, validationIndices, testIndices] = threeParts(data, parseThree(options));
  return {
    train: takeRows(data, trainIndices),
    validation: takeRows(data, validationIndices),
    test: takeRows(data, testIndices),
    trainIndices,
    validationIndices,
    testIndices,
  };
}

const OWNER = "trainValidationTestSplit";

type ThreeParts = readonly [train: Int32Array, validation: Int32Array, test: Int32Array];

type Parsed = ReturnType<typeof parseThree>;

function parseThree(options: TrainValidationTestSplitOptions | undefined) {
  const parsed = parseOptions(
    OWNER,
    options,
    {
      testSize: { rule: size(), default: 0.15 },
      validationSize: { rule: size(), default: 0.15 },
      trainSize: { rule: size() },
      shuffle: { rule: boolean(), default: true },
      stratify: { rule: satisfying("labels, columns of labels, or the name of a column", isStrata) },
      groups: { rule: satisfying("an array of groups or the name of a column", isLabels) },
      time: { rule: satisfying("an array of instants or the name of a column", isLabels) },
      randomState: { rule: randomSeed() },
    },
    SplitError,
  );
  const ways = (["stratify", "groups", "time"] as const).filter((name) => parsed[name] !== undefined);
  if (ways.length <= 1 && (parsed.shuffle || ways.length === 0 || ways[0] === "time")) return parsed;
  throw new SplitError({
    code: "invalidOption",
    what: ways.length > 1 ? `${ways.join(" and ")} cannot be combined` : `${ways[0] ?? ""} needs a shuffle`,
    where: OWNER,
    fix: ways.length > 1 ? "give one of them" : "leave shuffle out",
    details: { options: ways },
  });
}

function threeParts(data: Splittable, parsed: Parsed): ThreeParts {
  const n = rowCount(data, OWNER);
  if (parsed.groups !== undefined) return byGroups(readLabels(OWNER, "groups", parsed.groups, data, n), parsed);
  const sizes = resolveThreeSizes(OWNER, n, parsed);
  if (parsed.time !== undefined) {
    const order = orderByTime(OWNER, "time", readLabels(OWNER, "time", parsed.time, data, n));
    return cut(order.rows, withoutTornTimes(OWNER, order.instants, sizes));
  }
  if (!parsed.shuffle)
    return cut(
      Int32Array.from({ length: n }, (_, i) => i),
      sizes,
    );
  const rng = generator(parsed.randomState);
  if (parsed.stratify === undefined) return plainly(n, sizes, rng);
  return stratified(codeStrata(OWNER, parsed.stratify, data, n), sizes, rng);
}

function cut(rows: Int32Array, { train, validation, test }: ThreeSizes): ThreeParts {
  return [
    rows.slice(0, train),
    rows.slice(train, train + validation),
    rows.slice(train + validation, train + validation + test),
  ];
}

function plainly(n: number, { train, validation, test }: ThreeSizes, rng: RandomState): ThreeParts {
  const outer = drawSplit(n, { train: n - test, test }, rng);
  const inner = drawSplit(n - test, { train, test: validation }, rng);
  return [pick(outer.train, inner.train), pick(outer.train, inner.test), outer.test];
}

function stratified(strata: CodedLabels, { train, validation, test }: ThreeSizes, rng: RandomState): ThreeParts {
  const n = strata.codes.length;
  const outer = stratifiedDraw(OWNER, strata, { train: n - test, test })(rng);
  const codes = Int32Array.from(outer.train, (row) => strata.codes[row] ?? 0);
  const rest = { ...strata, codes, counts: countCodes(codes, strata.classes.length) };
  const inner = stratifiedDraw(OWNER, rest, { train, test: validation })(rng);
  return [pick(outer.train, inner.train), pick(outer.train, inner.test), outer.test];
}

/** The sizes count groups. */
function byGroups(groups: LabelArray, parsed: Parsed): ThreeParts {
  const { codes, counts } = codeLabels(OWNER, "groups", groups);
  const sizes = resolveThreeSizes(OWNER, counts.length, parsed);
  const parts = plainly(counts.length, sizes, generator(parsed.randomState));
  const partOf = new Int32Array(counts.length).fill(-1);
  parts.forEach((members, part) => members.forEach((group) => (partOf[group] = part)));
  const rowsIn = (part: number): Int32Array =>
    Int32Array.from(codes.keys()).filter((row) => partOf[codes[row] ?? 0] === part);
  return [rowsIn(0), rowsIn(1), rowsIn(2)];
}

function pick(rows: Int32Array, places: Int32Array): Int32Array {
  return places.map((place) => rows[place] ?? 0);
}
