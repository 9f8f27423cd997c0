import { randomState as generator } from "@mlsys/core";
import type { Logger } from "@mlsys/core";
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
  const smallest = Math.min(...counts);
  if (counts.every((count) => count < nSplits)) {
    throw new SplitError({
      code: "tooFewSamples",
      what: "every class has fewer rows than there are splits",
      where: owner,
      found: `at most ${Math.max(...counts)} rows a class, nSplits ${nSplits}`,
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

export function stratifiedFoldsOf(
  { codes, counts }: CodedLabels,
  { nSplits, shuffle, randomState }: ParsedFoldOptions,
): Generator<TrainTestIndices> {
  const byAppearance = orderOfAppearance(codes, counts.length);
  const rng = shuffle ? generator(randomState) : undefined;
  const queues: Int32Array[] = [];
  let start = 0;
  for (const code of byAppearance) {
    const end = start + (counts[code] ?? 0);
    const folds = foldsOfClass(start, end, nSplits);
    rng?.shuffle(folds);
    queues[code] = folds;
    start = end;
  }
  return eachFold(deal(codes, queues), nSplits);
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

/**
 * The folds of the rows of one class, ascending. Were all rows sorted by class and dealt out to the folds in turn, the class
 * would hold the places from start to end.
 */
function foldsOfClass(start: number, end: number, nSplits: number): Int32Array {
  const folds = new Int32Array(end - start);
  let place = 0;
  for (let fold = 0; fold < nSplits; fold++) {
    const size = dealtBefore(end, fold, nSplits) - dealtBefore(start, fold, nSplits);
    folds.fill(fold, place, place + size);
    place += size;
  }
  return folds;
}

/** How many of the places below `end` are congruent to `fold`. */
function dealtBefore(end: number, fold: number, nSplits: number): number {
  return Math.max(0, Math.ceil((end - fold) / nSplits));
}

function deal(codes: Int32Array, queues: readonly Int32Array[]): Int32Array {
  const foldOf = new Int32Array(codes.length);
  const next = new Int32Array(queues.length);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    const place = next[code] ?? 0;
    foldOf[i] = queues[code]?.[place] ?? 0;
    next[code] = place + 1;
  }
  return foldOf;
}
