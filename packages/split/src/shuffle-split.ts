import { randomState as generator } from "@mlsys/core";
import type { RandomStateInput } from "@mlsys/core";
import { drawSplit } from "./internal/draw.ts";
import { makeSplitter } from "./internal/make-splitter.ts";
import { parseShuffleOptions } from "./internal/shuffle-options.ts";
import { resolveSizes } from "./internal/sizes.ts";
import type { Splitter } from "./splitter.ts";
import type { SizeOptions } from "./train-test-split.ts";

/** Options of the splitters that draw at random. */
export interface ShuffleSplitOptions extends SizeOptions {
  /** Number of splits to draw, at least 1. */
  readonly nSplits?: number;
  /** Seed. Default: unpredictable. */
  readonly randomState?: RandomStateInput;
}

/**
 * Random splits, drawn anew each time: test sets of different splits may overlap.
 *
 * @param options - number of splits (default 10), sizes (default: a tenth is test), seed.
 * @returns the splitter.
 * @throws {@link SplitError} `invalidOption`; its `split` throws `tooFewSamples` when the training set would be empty.
 * @see scikit-learn's `ShuffleSplit`.
 *
 * @example
 * ```ts
 * import { shuffleSplit } from "@mlsys/split";
 *
 * const [first] = shuffleSplit({ nSplits: 5, testSize: 0.25, randomState: 0 }).split(6);
 * first; // => { train: Int32Array.of(1, 3, 0, 4), test: Int32Array.of(5, 2) }
 * ```
 */
export function shuffleSplit(options?: ShuffleSplitOptions): Splitter {
  const parsed = parseShuffleOptions("shuffleSplit", options, 10);
  return makeSplitter({
    kind: "shuffleSplit",
    options: { ...parsed },
    plan: ({ n }) => {
      const sizes = resolveSizes("shuffleSplit", n, parsed, 0.1);
      return function* () {
        const rng = generator(parsed.randomState);
        for (let i = 0; i < parsed.nSplits; i++) yield drawSplit(n, sizes, rng);
      };
    },
    countSplits: () => parsed.nSplits,
  });
}
