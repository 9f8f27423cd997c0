import { checkEnough, parseFoldOptions } from "./internal/fold-options.ts";
import type { FoldOptions } from "./internal/fold-options.ts";
import { eachFoldOfRuns } from "./internal/folds.ts";
import { codeClasses, keptLabels } from "./internal/labels.ts";
import { makeSplitter } from "./internal/make-splitter.ts";
import { runsInOrder } from "./internal/runs-in-order.ts";
import { checkClassSizes, shuffledFoldsOf } from "./internal/stratified-folds.ts";
import type { Splitter } from "./splitter.ts";

/** Options of {@link stratifiedKFold}. */
export type StratifiedKFoldOptions = FoldOptions;

/**
 * K-fold cross-validation whose folds all have the classes in nearly the proportions of the whole. `split` needs `{ y }`.
 *
 * @param options - number of folds, shuffle, seed.
 * @returns the splitter.
 * @throws {@link SplitError} `invalidOption`; its `split` throws `missingLabels`, `tooFewSamples` when every class has fewer
 * rows than there are folds, `invalidInput` when y holds no classes.
 * @see scikit-learn's `StratifiedKFold`.
 *
 * @example
 * ```ts
 * import { stratifiedKFold } from "@mlsys/split";
 *
 * const [first] = stratifiedKFold({ nSplits: 2 }).split(4, { y: ["a", "a", "b", "b"] });
 * first; // => { train: Int32Array.of(1, 3), test: Int32Array.of(0, 2) }
 * ```
 */
export function stratifiedKFold(options?: StratifiedKFoldOptions): Splitter {
  const parsed = parseFoldOptions("stratifiedKFold", options);
  return makeSplitter({
    kind: "stratifiedKFold",
    options: { ...parsed },
    needsY: true,
    plan: ({ n, y, logger }) => {
      checkEnough("stratifiedKFold", parsed.nSplits, n, "rows");
      const coded = codeClasses("stratifiedKFold", y);
      checkClassSizes("stratifiedKFold", parsed.nSplits, coded, logger);
      if (!parsed.shuffle) {
        const runs = runsInOrder(coded, parsed.nSplits);
        return () => eachFoldOfRuns(runs, parsed.nSplits);
      }
      const kept = keptLabels(coded, y);
      return () => shuffledFoldsOf(kept, parsed);
    },
    countSplits: () => parsed.nSplits,
  });
}
