import { parseOptions, satisfying } from "@mlsys/core";
import type { LabelArray, OptionRule } from "@mlsys/core";
import { instantOfText } from "./internal/instant-of-text.ts";
import { isLabels, readLabels } from "./internal/make-splitter.ts";
import { rowCount, takeRows } from "./internal/rows.ts";
import { readInstants } from "./internal/time-order.ts";
import { SplitError } from "./split-error.ts";
import type { Splittable } from "./splittable.ts";
import type { TrainValidationTestSplit } from "./train-validation-test-split.ts";

/** A point in time: a date, an ISO 8601 text (in UTC where it names no zone), or a number in the unit of the column. */
export type Instant = Date | string | number;

/** Options of {@link dateSplit}. */
export interface DateSplitOptions {
  /** When the rows happened: instants, one per row, or the name of a column. */
  readonly time: LabelArray | string;
  /** The first instant of the test set. */
  readonly testFrom: Instant;
  /** The first instant of the validation set. Default: there is none. */
  readonly validationFrom?: Instant | undefined;
  /** Rows that happened less than this before a border are left out: milliseconds for dates, else the unit of the column. Default 0. */
  readonly embargo?: number | undefined;
}

/** A split by date, and the rows that the embargo left out. */
export interface DateSplit<Data> extends TrainValidationTestSplit<Data> {
  readonly embargoedIndices: Int32Array;
}

/**
 * Splits at dates: training before validation before test, with an embargo before each border, so that what was known only
 * later (a label that takes a week to come true) cannot leak into training.
 *
 * @param data - a number of rows, an array, a typed array, a `Table`, a matrix, or a record of those; in any order.
 * @param options - the times and borders (required), the embargo.
 * @returns the parts, of the same kind as the data, each in the order of the rows.
 * @throws {@link SplitError} `tooFewSamples` when training or test would be empty; `invalidOption`, `lengthMismatch`,
 * `invalidInput` when a time is none.
 *
 * @example
 * ```ts
 * import { dateSplit } from "@mlsys/split";
 *
 * const rows = ["2026-01-05", "2026-02-20", "2026-02-27", "2026-03-02"].map((day) => ({ day }));
 * const week = 7 * 24 * 3600 * 1000;
 * const { train, test, embargoedIndices } = dateSplit(rows, { time: "day", testFrom: "2026-03-01", embargo: week });
 * train.length; // => 2
 * embargoedIndices; // => Int32Array.of(2)
 * test; // => [{ day: "2026-03-02" }]
 * ```
 */
export function dateSplit<const Data extends Splittable>(data: Data, options: DateSplitOptions): DateSplit<Data> {
  const { time, testFrom, validationFrom, embargo } = parseOptions(
    OWNER,
    options,
    {
      time: { rule: satisfying("an array of instants or the name of a column", isLabels), required: true },
      testFrom: { rule: instant(), required: true },
      validationFrom: { rule: instant() },
      embargo: { rule: satisfying("a number of at least 0", isDuration), default: 0 },
    },
    SplitError,
  );
  const times = readInstants(OWNER, "time", readLabels(OWNER, "time", time, data, rowCount(data, OWNER)));
  const test = asNumber(testFrom);
  const validation = validationFrom === undefined ? test : asNumber(validationFrom);
  if (validation > test) {
    throw new SplitError({
      code: "invalidOption",
      what: "the validation set begins after the test set",
      where: OWNER,
      fix: "let validationFrom be before testFrom",
    });
  }
  const rows = Int32Array.from(times.keys());
  const within = (from: number, to: number): Int32Array =>
    rows.filter((row) => (times[row] ?? 0) >= from && (times[row] ?? 0) < to);
  const trainIndices = within(-Infinity, validation - embargo);
  const validationIndices = validation < test ? within(validation, test - embargo) : new Int32Array(0);
  const testIndices = within(test, Infinity);
  const isUsed = new Uint8Array(times.length);
  for (const part of [trainIndices, validationIndices, testIndices]) for (const row of part) isUsed[row] = 1;
  checkNotEmpty(trainIndices.length, validation < test ? validationIndices.length : undefined, testIndices.length);
  return {
    train: takeRows(data, trainIndices),
    validation: takeRows(data, validationIndices),
    test: takeRows(data, testIndices),
    trainIndices,
    validationIndices,
    testIndices,
    embargoedIndices: rows.filter((row) => isUsed[row] === 0),
  };
}

const OWNER = "dateSplit";

function instant(): OptionRule<Instant> {
  return satisfying("a date, an ISO 8601 text or a number", (value): value is Instant => {
    if (typeof value === "string") return !Number.isNaN(instantOfText(value));
    return value instanceof Date ? !Number.isNaN(value.getTime()) : Number.isFinite(value);
  });
}

function isDuration(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < Infinity;
}

function asNumber(value: Instant): number {
  if (typeof value === "number") return value;
  return typeof value === "string" ? instantOfText(value) : value.getTime();
}

function checkNotEmpty(train: number, validation: number | undefined, test: number): void {
  const empty = train === 0 ? "training" : validation === 0 ? "validation" : test === 0 ? "test" : undefined;
  if (empty === undefined) return;
  throw new SplitError({
    code: "tooFewSamples",
    what: `the ${empty} set would be empty`,
    where: OWNER,
    found: `${train} rows for training, ${validation ?? 0} for validation, ${test} for test`,
    fix: "choose other borders or a shorter embargo",
    details: { train, validation, test },
  });
}
