import { randomState as generator } from "@mlsys/core";
import type { Logger, RandomState } from "@mlsys/core";
import { SplitError } from "../split-error.ts";
import type { TrainTestIndices } from "../splitter.ts";
import type { ParsedFoldOptions } from "./fold-options.ts";
import { eachFold } from "./folds.ts";
import type { CodedLabels } from "./labels.ts";

/** Refuses when no class reaches every fold; warns when one does not. */
export function checkClassSizes(
  owner: string,
  nSplits: number,
  { classes, counts }: CodedLabels,
  logger: Logger,
): void {
  const smallest = counts.reduce((a, b) => Math.min(a, b));
  const largest = counts.reduce((a, b) => Math.max(a, b));
  if (counts.every((count) => count < nSplits)) {
    throw new SplitError({
      code: "tooFewSamples",
      what: "every class has fewer rows than there are splits",
      where: owner,
      found: `at most ${largest} rows a class, nSplits ${nSplits}`,
      fix: "give more rows or a smaller nSplits",
      details: { nSplits, classes, counts: Array.from(counts) },
    });
  }
  if (smallest < nSplits) {
    logger.warn(`${owner}: the smallest class has ${smallest} rows, fewer than nSplits ${nSplits}`, {
      smallest,
      nSplits,
    });
  }
}

export function shuffledFoldsOf(
  strata: CodedLabels,
  { nSplits, randomState }: ParsedFoldOptions,
): Generator<TrainTestIndices> {
  return eachFold(dealShuffled(strata, sharesOfFolds(strata, nSplits), nSplits, generator(randomState)), nSplits);
}

/**
 * How many rows of each class go to each fold, class by class: were all rows sorted by class, in the order in which the classes
 * first occur, they would be dealt out to the folds in turn.
 */
export function sharesOfFolds({ codes, counts }: CodedLabels, nSplits: number): Int32Array {
  const shares = new Int32Array(counts.length * nSplits);
  let start = 0;
  for (const code of orderOfAppearance(codes, counts.length)) {
    const end = start + (counts[code] ?? 0);
    for (let fold = 0; fold < nSplits; fold++) {
      shares[code * nSplits + fold] = dealtBefore(end, fold, nSplits) - dealtBefore(start, fold, nSplits);
    }
    start = end;
  }
  return shares;
}

/** The classes in the order in which they first occur. */
function orderOfAppearance(codes: Int32Array, classes: number): number[] {
  const seen = new Uint8Array(classes);
  const order: number[] = [];
  for (let i = 0; i < codes.length && order.length < classes; i++) {
    const code = codes[i] ?? 0;
    if (seen[code] === 1) continue;
    seen[code] = 1;
    order.push(code);
  }
  return order;
}

/** How many of the places below `end` are congruent to `fold`. */
function dealtBefore(end: number, fold: number, nSplits: number): number {
  return Math.max(0, Math.ceil((end - fold) / nSplits));
}

function dealShuffled(
  { codes, counts }: CodedLabels,
  shares: Int32Array,
  nSplits: number,
  rng: RandomState,
): Int32Array {
  const queue = new Int32Array(codes.length);
  const next = new Int32Array(counts.length);
  let start = 0;
  for (const code of orderOfAppearance(codes, counts.length)) {
    const folds = queue.subarray(start, start + (counts[code] ?? 0));
    let place = 0;
    for (let fold = 0; fold < nSplits; fold++) {
      const share = shares[code * nSplits + fold] ?? 0;
      folds.fill(fold, place, place + share);
      place += share;
    }
    rng.shuffle(folds);
    next[code] = start;
    start += folds.length;
  }
  const foldOf = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    const at = next[code] as number;
    foldOf[i] = queue[at] as number;
    next[code] = at + 1;
  }
  return foldOf;
}
