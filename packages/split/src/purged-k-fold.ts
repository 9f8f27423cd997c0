import { integer, parseOptions, real, satisfying } from "@mlsys/core";
import type { LabelArray } from "@mlsys/core";
import { checkEnough } from "./internal/fold-options.ts";
import { evenSizes, separateBy } from "./internal/folds.ts";
import { makeSplitter } from "./internal/make-splitter.ts";
import { lengthMismatch } from "./internal/rows.ts";
import { readInstants } from "./internal/time-order.ts";
import { SplitError } from "./split-error.ts";
import type { Splitter, TrainTestIndices } from "./splitter.ts";

/** Options of {@link purgedKFold}. */
export interface PurgedKFoldOptions {
  /** Number of folds, at least 2. Default 5. */
  readonly nSplits?: number;
  /** When what is known about each row was known: dates, ISO texts (in UTC without a zone) or numbers. */
  readonly start: LabelArray;
  /** When each row's label was settled, not before its start. */
  readonly end: LabelArray;
  /** Training rows that start within this time after a test fold ends are left out too: milliseconds for dates. Default 0. */
  readonly embargo?: number;
}

/**
 * K-fold cross-validation for labels that take time to settle (a price a week later): folds are consecutive in time, and training
 * rows whose window from start to end overlaps that of the test fold, or follows it within the embargo, are left out.
 *
 * @param options - start and end of the windows (required), number of folds, embargo.
 * @returns the splitter; its `split` takes the number of rows, or the data.
 * @throws {@link SplitError} `invalidOption`, `invalidInput`, `lengthMismatch`; its `split` throws `lengthMismatch`,
 * `tooFewSamples` when there are fewer rows than folds.
 * @see López de Prado, "Advances in financial machine learning" (2018), chapter 7.
 *
 * @example
 * ```ts
 * import { purgedKFold } from "@mlsys/split";
 *
 * const start = [0, 1, 2, 3, 4, 5];
 * const [first, second] = purgedKFold({ nSplits: 3, start, end: start.map((day) => day + 1) }).split(6);
 * first; // => { train: Int32Array.of(3, 4, 5), test: Int32Array.of(0, 1) }
 * second; // => { train: Int32Array.of(0, 5), test: Int32Array.of(2, 3) }
 * ```
 */
export function purgedKFold(options: PurgedKFoldOptions): Splitter {
  const { nSplits, start, end, embargo } = parseOptions(
    OWNER,
    options,
    {
      nSplits: { rule: integer({ min: 2 }), default: 5 },
      start: { rule: satisfying("one instant per row", isArray), required: true },
      end: { rule: satisfying("one instant per row", isArray), required: true },
      embargo: { rule: real({ min: 0 }), default: 0 },
    },
    SplitError,
  );
  const windows = { start: readInstants(OWNER, "start", start), end: readInstants(OWNER, "end", end), embargo };
  if (windows.end.length !== windows.start.length) {
    throw lengthMismatch(OWNER, "end", windows.end.length, windows.start.length);
  }
  checkWindows(windows);
  return makeSplitter({
    kind: OWNER,
    options: { nSplits, embargo },
    plan: ({ n }) => {
      if (n !== windows.start.length) throw lengthMismatch(`${OWNER}.split`, "start", windows.start.length, n);
      checkEnough(OWNER, nSplits, n, "rows");
      return () => purgedFolds(windows, nSplits);
    },
    countSplits: () => nSplits,
  });
}

const OWNER = "purgedKFold";

interface Windows {
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly embargo: number;
}

function* purgedFolds({ start, end, embargo }: Windows, nSplits: number): Generator<TrainTestIndices> {
  const order = Int32Array.from(start.keys()).sort((a, b) => (start[a] ?? 0) - (start[b] ?? 0) || a - b);
  let place = 0;
  for (const size of evenSizes(order.length, nSplits)) {
    const test = order.slice(place, place + size).sort();
    place += size;
    const inTest = new Set(test);
    const from = test.reduce((least, row) => Math.min(least, start[row] ?? 0), Infinity);
    const to = test.reduce((most, row) => Math.max(most, end[row] ?? 0), -Infinity);
    const isClear = (row: number): boolean =>
      !inTest.has(row) && ((end[row] ?? 0) < from || (start[row] ?? 0) > to + embargo);
    yield { train: separateBy(start.length, isClear).test, test };
  }
}

function checkWindows({ start, end }: Windows): void {
  const bad = start.findIndex((instant, row) => instant > (end[row] ?? 0));
  if (bad < 0) return;
  throw new SplitError({
    code: "invalidInput",
    what: "a window ends before it starts",
    where: `${OWNER}, end[${bad}]`,
    found: `${end[bad] ?? NaN} before ${start[bad] ?? NaN}`,
    details: { owner: OWNER, argument: "end", index: bad },
  });
}

function isArray(value: unknown): value is LabelArray {
  return typeof value === "object" && value !== null && "length" in value;
}
