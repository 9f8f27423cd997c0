import { randomState as generator } from "@mlsys/core";
import { codeLabels, keptLabels } from "./internal/labels.ts";
import { makeSplitter } from "./internal/make-splitter.ts";
import { parseShuffleOptions } from "./internal/shuffle-options.ts";
import { resolveSizes } from "./internal/sizes.ts";
import { stratifiedDraw } from "./internal/stratified-draw.ts";
import type { ShuffleSplitOptions } from "./shuffle-split.ts";
import type { Splitter } from "./splitter.ts";

/**
 * Random splits that keep the proportions of the classes. `split` needs `{ y }`. Test sets of different splits may overlap.
 *
 * @param options - number of splits (default 10), sizes (default: a tenth is test), seed.
 * @returns the splitter.
 * @throws {@link SplitError} `invalidOption`; its `split` throws `missingLabels`, `tooFewSamples` when a class has one row only
 * or a side has fewer rows than there are classes.
 * @see scikit-learn's `StratifiedShuffleSplit`.
 *
 * @example
 * ```ts
 * import { stratifiedShuffleSplit } from "@mlsys/split";
 *
 * const splitter = stratifiedShuffleSplit({ nSplits: 1, testSize: 0.5, randomState: 0 });
 * const [first] = splitter.split(6, { y: ["a", "b", "a", "b", "a", "b"] });
 * first?.test.length; // => 3
 * ```
 */
export function stratifiedShuffleSplit(options?: ShuffleSplitOptions): Splitter {
  const parsed = parseShuffleOptions("stratifiedShuffleSplit", options, 10);
  return makeSplitter({
    kind: "stratifiedShuffleSplit",
    options: { ...parsed },
    needsY: true,
    plan: ({ n, y }) => {
      const sizes = resolveSizes("stratifiedShuffleSplit", n, parsed, 0.1);
      const draw = stratifiedDraw(
        "stratifiedShuffleSplit",
        keptLabels(codeLabels("stratifiedShuffleSplit", "y", y), y),
        sizes,
      );
      return function* () {
        const rng = generator(parsed.randomState);
        for (let i = 0; i < parsed.nSplits; i++) yield draw(rng);
      };
    },
    countSplits: () => parsed.nSplits,
  });
}
