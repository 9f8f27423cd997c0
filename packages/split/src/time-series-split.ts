import { integer, parseOptions } from "@mlsys/core";
import { SplitError } from "./split-error.ts";
import { makeSplitter } from "./internal/make-splitter.ts";
import type { Splitter, TrainTestIndices } from "./splitter.ts";

/** Options of {@link timeSeriesSplit}. */
export interface TimeSeriesSplitOptions {
  /** Number of splits, at least 2. Default 5. */
  readonly nSplits?: number;
  /** The most rows that a training set may have: the last before the gap. Default: all. */
  readonly maxTrainSize?: number | null | undefined;
  /** Rows of each test set. Default: the number of rows divided by nSplits + 1, rounded down. */
  readonly testSize?: number | null | undefined;
  /** Rows left out between training and test set. Default 0. */
  readonly gap?: number;
}

/**
 * Splits of rows in order of time: each test set comes after its training set, and the training sets grow.
 *
 * @param options - number of splits, sizes, gap.
 * @returns the splitter.
 * @throws {@link SplitError} `invalidOption`; its `split` throws `tooFewSamples` when the rows do not suffice.
 * @see scikit-learn's `TimeSeriesSplit`.
 *
 * @example
 * ```ts
 * import { timeSeriesSplit } from "@mlsys/split";
 *
 * const [first] = timeSeriesSplit({ nSplits: 3, testSize: 2, gap: 2 }).split(12);
 * first; // => { train: Int32Array.of(0, 1, 2, 3), test: Int32Array.of(6, 7) }
 * ```
 */
export function timeSeriesSplit(options?: TimeSeriesSplitOptions): Splitter {
  const parsed = parseOptions(
    "timeSeriesSplit",
    options,
    {
      nSplits: { rule: integer({ min: 2 }), default: 5 },
      maxTrainSize: { rule: integer({ min: 1 }) },
      testSize: { rule: integer({ min: 1 }) },
      gap: { rule: integer({ min: 0 }), default: 0 },
    },
    SplitError,
  );
  const { nSplits, gap, maxTrainSize = Infinity } = parsed;
  return makeSplitter({
    kind: "timeSeriesSplit",
    options: { ...parsed },
    plan: ({ n }) => {
      const testSize = parsed.testSize ?? Math.floor(n / (nSplits + 1));
      if (nSplits >= n || n - gap - testSize * nSplits <= 0) throw tooFew(n, testSize, gap, nSplits);
      return function* (): Generator<TrainTestIndices> {
        for (let start = n - nSplits * testSize; start < n; start += testSize) {
          const end = start - gap;
          yield { train: range(Math.max(0, end - maxTrainSize), end), test: range(start, start + testSize) };
        }
      };
    },
    countSplits: () => nSplits,
  });
}

function range(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to - from }, (_, i) => from + i);
}

function tooFew(n: number, testSize: number, gap: number, nSplits: number): SplitError {
  return new SplitError({
    code: "tooFewSamples",
    what: "there are too few rows for so many splits",
    where: "timeSeriesSplit",
    found: `${n} rows, nSplits ${nSplits}, testSize ${testSize}, gap ${gap}`,
    fix: `give more than ${Math.max(nSplits, gap + testSize * nSplits)} rows, or fewer or smaller splits`,
    details: { rows: n, nSplits, testSize, gap },
  });
}
