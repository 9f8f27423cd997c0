import { parseOptions, satisfying, showValue } from "@mlsys/core";
import { separateBy } from "./internal/folds.ts";
import { SplitError } from "./split-error.ts";
import { lengthMismatch } from "./internal/rows.ts";
import { makeSplitter } from "./internal/make-splitter.ts";
import type { Splitter, TrainTestIndices } from "./splitter.ts";

/** Options of {@link predefinedSplit}. */
export interface PredefinedSplitOptions {
  /** Per row, the number of the fold in whose test set it is; -1 for a row that is always in the training set. */
  readonly testFold: ArrayLike<number>;
}

/**
 * Splits that are laid down beforehand.
 *
 * @param options - the fold of each row.
 * @returns the splitter.
 * @throws {@link SplitError} `invalidOption`; its `split` throws `lengthMismatch`.
 * @see scikit-learn's `PredefinedSplit`.
 *
 * @example
 * ```ts
 * import { predefinedSplit } from "@mlsys/split";
 *
 * const [first] = predefinedSplit({ testFold: [0, 1, -1, 1] }).split(4);
 * first; // => { train: Int32Array.of(1, 2, 3), test: Int32Array.of(0) }
 * ```
 */
export function predefinedSplit(options: PredefinedSplitOptions): Splitter {
  const { testFold } = parseOptions(
    "predefinedSplit",
    options,
    { testFold: { rule: satisfying("one whole number per row", isArray), required: true } },
    SplitError,
  );
  const foldOf = Array.from(testFold);
  const bad = foldOf.findIndex((fold) => !Number.isSafeInteger(fold));
  if (bad >= 0) {
    throw new SplitError({
      code: "invalidOption",
      what: "a fold is not a whole number",
      where: `predefinedSplit, testFold[${bad}]`,
      found: showValue(foldOf[bad]),
      details: { option: "testFold", index: bad },
    });
  }
  const folds = [...new Set(foldOf)].filter((fold) => fold !== -1).sort((a, b) => a - b);
  return makeSplitter({
    kind: "predefinedSplit",
    options: { testFold: foldOf },
    plan: ({ n }) => {
      if (n !== foldOf.length) throw lengthMismatch("predefinedSplit.split", "testFold", foldOf.length, n);
      return function* (): Generator<TrainTestIndices> {
        for (const fold of folds) yield separateBy(n, (i) => foldOf[i] === fold);
      };
    },
    countSplits: () => folds.length,
  });
}

function isArray(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
}
