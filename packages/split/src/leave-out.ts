import { integer, parseOptions } from "@mlsys/core";
import { combinations, countCombinations } from "./internal/combinations.ts";
import { SplitError } from "./split-error.ts";
import { makeSplitter } from "./internal/make-splitter.ts";
import type { Splitter, TrainTestIndices } from "./splitter.ts";

/** Options of {@link leavePOut}. */
export interface LeavePOutOptions {
  /** Number of rows in each test set, at least 1. */
  readonly p: number;
}

/**
 * Leave-one-out cross-validation: every row is the test set once.
 *
 * @returns the splitter.
 * @throws {@link SplitError} its `split` throws `tooFewSamples` when there are fewer than 2 rows.
 * @see scikit-learn's `LeaveOneOut`.
 *
 * @example
 * ```ts
 * import { leaveOneOut } from "@mlsys/split";
 *
 * const [first] = leaveOneOut().split(3);
 * first; // => { train: Int32Array.of(1, 2), test: Int32Array.of(0) }
 * ```
 */
export function leaveOneOut(): Splitter {
  return makeSplitter({
    kind: "leaveOneOut",
    options: {},
    plan: ({ n }) => {
      checkMoreThan("leaveOneOut", n, 1);
      return () => leaveOut(n, 1);
    },
    countSplits: (inputs) => inputs().n,
  });
}

/**
 * Leave-p-out cross-validation: every set of `p` rows is the test set once. The number of splits grows fast: that of 2 out of
 * 1,000 rows is 499,500.
 *
 * @param options - number of rows to leave out.
 * @returns the splitter.
 * @throws {@link SplitError} `invalidOption`; its `split` throws `tooFewSamples` when there are not more than `p` rows.
 * @see scikit-learn's `LeavePOut`.
 *
 * @example
 * ```ts
 * import { leavePOut } from "@mlsys/split";
 *
 * leavePOut({ p: 2 }).getNSplits(4); // => 6
 * const [first] = leavePOut({ p: 2 }).split(4);
 * first; // => { train: Int32Array.of(2, 3), test: Int32Array.of(0, 1) }
 * ```
 */
export function leavePOut(options: LeavePOutOptions): Splitter {
  const { p } = parseOptions("leavePOut", options, { p: { rule: integer({ min: 1 }), required: true } }, SplitError);
  return makeSplitter({
    kind: "leavePOut",
    options: { p },
    plan: ({ n }) => {
      checkMoreThan("leavePOut", n, p);
      return () => leaveOut(n, p);
    },
    countSplits: (inputs) => countCombinations(inputs().n, p),
  });
}

function* leaveOut(n: number, p: number): Generator<TrainTestIndices> {
  for (const chosen of combinations(n, p)) {
    const train = new Int32Array(n - p);
    let [kept, left] = [0, 0];
    for (let i = 0; i < n; i++) {
      if (chosen[left] === i) left += 1;
      else train[kept++] = i;
    }
    yield { train, test: chosen.slice() };
  }
}

function checkMoreThan(owner: string, n: number, p: number): void {
  if (n > p) return;
  throw new SplitError({
    code: "tooFewSamples",
    what: "there are too few rows to leave some out",
    where: owner,
    found: `${n} rows`,
    fix: `give more than ${p}`,
    details: { rows: n, p },
  });
}
