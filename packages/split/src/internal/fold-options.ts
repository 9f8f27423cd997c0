import { boolean, integer, parseOptions, randomSeed } from "@mlsys/core";
import type { RandomStateInput } from "@mlsys/core";
import { SplitError } from "../split-error.ts";

/** Options of the k-fold family. */
export interface FoldOptions {
  /** Number of folds, at least 2. Default 5. */
  readonly nSplits?: number;
  /** Whether to shuffle before cutting into folds. Default false. */
  readonly shuffle?: boolean;
  /** Seed of the shuffle; only with `shuffle: true`. Default: unpredictable. */
  readonly randomState?: RandomStateInput;
}

export interface ParsedFoldOptions {
  readonly nSplits: number;
  readonly shuffle: boolean;
  readonly randomState: RandomStateInput;
}

export function parseFoldOptions(owner: string, options: FoldOptions | undefined): ParsedFoldOptions {
  const { nSplits, shuffle, randomState } = parseOptions(
    owner,
    options,
    {
      nSplits: { rule: integer({ min: 2 }), default: 5 },
      shuffle: { rule: boolean(), default: false },
      randomState: { rule: randomSeed() },
    },
    SplitError,
  );
  if (!shuffle && randomState !== undefined && randomState !== null) {
    throw new SplitError({
      code: "invalidOption",
      what: "randomState has no effect without a shuffle",
      where: owner,
      fix: "leave randomState out, or set shuffle: true",
    });
  }
  return { nSplits, shuffle, randomState };
}

/** A fold needs at least one of what is dealt out: rows, groups. */
export function checkEnough(owner: string, nSplits: number, count: number, things: string): void {
  if (nSplits <= count) return;
  throw new SplitError({
    code: "tooFewSamples",
    what: `there are fewer ${things} than splits`,
    where: owner,
    found: `${count} ${things}, nSplits ${nSplits}`,
    fix: `give more ${things} or a smaller nSplits`,
    details: { nSplits, [things]: count },
  });
}
