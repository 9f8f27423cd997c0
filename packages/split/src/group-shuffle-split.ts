import { randomState as generator } from "@mlsys/core";
import { separateBy } from "./internal/folds.ts";
import { codeLabels, keptLabels } from "./internal/labels.ts";
import { parseShuffleOptions } from "./internal/shuffle-options.ts";
import type { ShuffleSplitOptions } from "./shuffle-split.ts";
import { resolveSizes } from "./internal/sizes.ts";
import { drawSplit } from "./internal/draw.ts";
import { makeSplitter } from "./internal/make-splitter.ts";
import type { Splitter, TrainTestIndices } from "./splitter.ts";

/**
 * Random splits that keep every group whole. `split` needs `{ groups }`; the sizes count groups, not rows.
 *
 * @param options - number of splits (default 5), sizes (default: a fifth of the groups is test), seed.
 * @returns the splitter.
 * @throws {@link SplitError} `invalidOption`; its `split` throws `missingGroups`, `tooFewSamples` when the training set would
 * be empty.
 * @see scikit-learn's `GroupShuffleSplit`.
 *
 * @example
 * ```ts
 * import { groupShuffleSplit } from "@mlsys/split";
 *
 * const splitter = groupShuffleSplit({ nSplits: 1, trainSize: 0.7, randomState: 42 });
 * const [first] = splitter.split(8, { groups: [1, 1, 2, 2, 2, 3, 3, 3] });
 * first?.test; // => Int32Array.of(0, 1)
 * ```
 */
export function groupShuffleSplit(options?: ShuffleSplitOptions): Splitter {
  const parsed = parseShuffleOptions("groupShuffleSplit", options, 5);
  return makeSplitter({
    kind: "groupShuffleSplit",
    options: { ...parsed },
    needsGroups: true,
    plan: ({ groups }) => {
      const { codes, counts } = keptLabels(codeLabels("groupShuffleSplit", "groups", groups), groups);
      const sizes = resolveSizes("groupShuffleSplit", counts.length, parsed, 0.2);
      return function* () {
        const rng = generator(parsed.randomState);
        for (let i = 0; i < parsed.nSplits; i++) yield rowsOfGroups(codes, drawSplit(counts.length, sizes, rng));
      };
    },
    countSplits: () => parsed.nSplits,
  });
}

function rowsOfGroups(codes: Int32Array, groups: TrainTestIndices): TrainTestIndices {
  const isIn = (chosen: Int32Array): ((i: number) => boolean) => {
    const set = new Set(chosen);
    return (i) => set.has(codes[i] ?? 0);
  };
  return {
    train: separateBy(codes.length, isIn(groups.train)).test,
    test: separateBy(codes.length, isIn(groups.test)).test,
  };
}
