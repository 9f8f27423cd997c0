import { checkEnough, parseFoldOptions } from "./internal/fold-options.ts";
import type { FoldOptions } from "./internal/fold-options.ts";
import { foldsOf } from "./internal/k-folds.ts";
import { makeSplitter } from "./internal/make-splitter.ts";
import type { Splitter } from "./splitter.ts";

/** Options of {@link kFold}. */
export type KFoldOptions = FoldOptions;

/**
 * K-fold cross-validation: cuts the rows into `nSplits` folds of nearly equal size, consecutive or shuffled, and takes each in
 * turn as test set.
 *
 * @param options - number of folds, shuffle, seed.
 * @returns the splitter.
 * @throws {@link SplitError} `invalidOption`; its `split` throws `tooFewSamples` when there are fewer rows than folds.
 * @see scikit-learn's `KFold`.
 *
 * @example
 * ```ts
 * import { kFold } from "@mlsys/split";
 *
 * const [first] = kFold({ nSplits: 2 }).split(4);
 * first; // => { train: Int32Array.of(2, 3), test: Int32Array.of(0, 1) }
 * ```
 */
export function kFold(options?: KFoldOptions): Splitter {
  const parsed = parseFoldOptions("kFold", options);
  return makeSplitter({
    kind: "kFold",
    options: { ...parsed },
    plan: ({ n }) => {
      checkEnough("kFold", parsed.nSplits, n, "rows");
      return () => foldsOf(n, parsed);
    },
    countSplits: () => parsed.nSplits,
  });
}
