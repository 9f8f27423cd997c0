import { randomState as generator } from "@mlsys/core";
import type { RandomStateInput } from "@mlsys/core";
import { checkEnough, parseFoldOptions } from "./internal/fold-options.ts";
import type { FoldOptions } from "./internal/fold-options.ts";
import { eachFold, evenSizes } from "./internal/folds.ts";
import { codeLabels, keptLabels } from "./internal/labels.ts";
import { makeSplitter } from "./internal/make-splitter.ts";
import type { Splitter } from "./splitter.ts";

/** Options of {@link groupKFold}. */
export type GroupKFoldOptions = FoldOptions;

/**
 * K-fold cross-validation that keeps every group whole: its rows are in one fold only. `split` needs `{ groups }`. Without a
 * shuffle the folds are balanced by number of rows, the largest groups first; with one, by number of groups.
 *
 * @param options - number of folds, shuffle, seed.
 * @returns the splitter.
 * @throws {@link SplitError} `invalidOption`; its `split` throws `missingGroups`, `tooFewSamples` when there are fewer groups
 * than folds.
 * @see scikit-learn's `GroupKFold`.
 *
 * @example
 * ```ts
 * import { groupKFold } from "@mlsys/split";
 *
 * const [first] = groupKFold({ nSplits: 2 }).split(4, { groups: ["a", "a", "b", "c"] });
 * first; // => { train: Int32Array.of(2, 3), test: Int32Array.of(0, 1) }
 * ```
 */
export function groupKFold(options?: GroupKFoldOptions): Splitter {
  const parsed = parseFoldOptions("groupKFold", options);
  const { nSplits, shuffle, randomState } = parsed;
  return makeSplitter({
    kind: "groupKFold",
    options: { ...parsed },
    needsGroups: true,
    plan: ({ n, groups }) => {
      checkEnough("groupKFold", nSplits, n, "rows");
      const { codes, counts } = keptLabels(codeLabels("groupKFold", "groups", groups), groups);
      checkEnough("groupKFold", nSplits, counts.length, "groups");
      return () => {
        const folds = shuffle ? shuffledFolds(counts.length, nSplits, randomState) : balancedFolds(counts, nSplits);
        return eachFold(
          codes.map((code) => folds[code] ?? 0),
          nSplits,
        );
      };
    },
    countSplits: () => nSplits,
  });
}

function shuffledFolds(groups: number, nSplits: number, seed: RandomStateInput): Int32Array {
  const order = generator(seed).permutation(groups);
  const folds = new Int32Array(groups);
  let place = 0;
  evenSizes(groups, nSplits).forEach((size, fold) => {
    for (const end = place + size; place < end; place++) folds[order[place] ?? 0] = fold;
  });
  return folds;
}

/** The largest groups first (of equal ones the last), each to the fold with the fewest rows (of equal ones the first). */
function balancedFolds(counts: Int32Array, nSplits: number): Int32Array {
  const order = Array.from(counts.keys()).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || b - a);
  const folds = new Int32Array(counts.length);
  const sizes = new Float64Array(nSplits);
  for (const group of order) {
    let lightest = 0;
    for (let fold = 1; fold < nSplits; fold++) if ((sizes[fold] ?? 0) < (sizes[lightest] ?? 0)) lightest = fold;
    sizes[lightest] = (sizes[lightest] ?? 0) + (counts[group] ?? 0);
    folds[group] = lightest;
  }
  return folds;
}
