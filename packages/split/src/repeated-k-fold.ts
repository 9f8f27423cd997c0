import { integer, parseOptions, randomSeed, randomState as generator } from "@mlsys/core";
import type { RandomState, RandomStateInput } from "@mlsys/core";
import { checkEnough } from "./internal/fold-options.ts";
import type { ParsedFoldOptions } from "./internal/fold-options.ts";
import { codeClasses, keptLabels } from "./internal/labels.ts";
import { foldsOf } from "./internal/k-folds.ts";
import { SplitError } from "./split-error.ts";
import { makeSplitter } from "./internal/make-splitter.ts";
import type { Splitter, TrainTestIndices } from "./splitter.ts";
import { checkClassSizes, shuffledFoldsOf } from "./internal/stratified-folds.ts";

/** Options of {@link repeatedKFold} and {@link repeatedStratifiedKFold}. */
export interface RepeatedKFoldOptions {
  /** Number of folds, at least 2. Default 5. */
  readonly nSplits?: number;
  /** How often to shuffle and cut anew, at least 1. Default 10. */
  readonly nRepeats?: number;
  /** Seed. Default: unpredictable. */
  readonly randomState?: RandomStateInput;
}

/**
 * Shuffled k-fold cross-validation, several times over.
 *
 * @param options - number of folds, of repetitions, seed.
 * @returns the splitter.
 * @throws {@link SplitError} `invalidOption`; its `split` throws `tooFewSamples` when there are fewer rows than folds.
 * @see scikit-learn's `RepeatedKFold`.
 *
 * @example
 * ```ts
 * import { repeatedKFold } from "@mlsys/split";
 *
 * const splitter = repeatedKFold({ nSplits: 2, nRepeats: 2, randomState: 2652124 });
 * splitter.getNSplits(); // => 4
 * const [first] = splitter.split(4);
 * first?.test; // => Int32Array.of(2, 3)
 * ```
 */
export function repeatedKFold(options?: RepeatedKFoldOptions): Splitter {
  const parsed = parseRepeated("repeatedKFold", options);
  return makeSplitter({
    kind: "repeatedKFold",
    options: { ...parsed },
    plan: ({ n }) => {
      checkEnough("repeatedKFold", parsed.nSplits, n, "rows");
      return () => repeat(parsed, (fold) => foldsOf(n, fold));
    },
    countSplits: () => parsed.nSplits * parsed.nRepeats,
  });
}

/**
 * Shuffled, stratified k-fold cross-validation, several times over. `split` needs `{ y }`.
 *
 * @param options - number of folds, of repetitions, seed.
 * @returns the splitter.
 * @throws {@link SplitError} `invalidOption`; its `split` throws `missingLabels`, `tooFewSamples`, `invalidInput` as that of
 * {@link stratifiedKFold} does.
 * @see scikit-learn's `RepeatedStratifiedKFold`.
 *
 * @example
 * ```ts
 * import { repeatedStratifiedKFold } from "@mlsys/split";
 *
 * const splitter = repeatedStratifiedKFold({ nSplits: 2, nRepeats: 2, randomState: 36851234 });
 * const [first] = splitter.split(4, { y: [0, 0, 1, 1] });
 * first?.test; // => Int32Array.of(0, 3)
 * ```
 */
export function repeatedStratifiedKFold(options?: RepeatedKFoldOptions): Splitter {
  const parsed = parseRepeated("repeatedStratifiedKFold", options);
  return makeSplitter({
    kind: "repeatedStratifiedKFold",
    options: { ...parsed },
    needsY: true,
    plan: ({ n, y, logger }) => {
      checkEnough("repeatedStratifiedKFold", parsed.nSplits, n, "rows");
      const coded = keptLabels(codeClasses("repeatedStratifiedKFold", y), y);
      checkClassSizes("repeatedStratifiedKFold", parsed.nSplits, coded, logger);
      return () => repeat(parsed, (fold) => shuffledFoldsOf(coded, fold));
    },
    countSplits: () => parsed.nSplits * parsed.nRepeats,
  });
}

interface ParsedRepeated {
  readonly nSplits: number;
  readonly nRepeats: number;
  readonly randomState: RandomStateInput;
}

function parseRepeated(owner: string, options: RepeatedKFoldOptions | undefined): ParsedRepeated {
  return parseOptions(
    owner,
    options,
    {
      nSplits: { rule: integer({ min: 2 }), default: 5 },
      nRepeats: { rule: integer({ min: 1 }), default: 10 },
      randomState: { rule: randomSeed() },
    },
    SplitError,
  );
}

/** All repetitions draw from one stream. */
function* repeat(
  { nSplits, nRepeats, randomState }: ParsedRepeated,
  once: (options: ParsedFoldOptions) => Generator<TrainTestIndices>,
): Generator<TrainTestIndices> {
  const rng: RandomState = generator(randomState);
  for (let i = 0; i < nRepeats; i++) yield* once({ nSplits, shuffle: true, randomState: rng });
}
