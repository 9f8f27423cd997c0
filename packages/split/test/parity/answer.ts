import { createHash } from "node:crypto";
import { isMlsysError } from "@mlsys/core";
import * as split from "@mlsys/split";
import type { Splitter, TrainTestIndices } from "@mlsys/split";

/** One line of the reference file. */
export interface SplitCase {
  readonly kind: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly n: number;
  readonly y?: readonly unknown[];
  readonly groups?: readonly unknown[];
  readonly stratify?: readonly unknown[];
  readonly expected: Answer;
}

export type Answer = { readonly splits: number; readonly digest: string } | { readonly refused: string };

/** What this package answers, in the form of the reference. */
export function answer(given: SplitCase): Answer {
  try {
    return digest(given.kind === "trainTestSplit" ? [oneSplit(given)] : manySplits(given));
  } catch (error) {
    if (isMlsysError(error) && error.name === "SplitError") return { refused: error.message };
    throw error;
  }
}

function oneSplit({ n, options, stratify }: SplitCase): TrainTestIndices {
  const parts = split.trainTestSplit(n, { ...options, stratify });
  return { train: parts.trainIndices, test: parts.testIndices };
}

function manySplits({ kind, n, options, y, groups }: SplitCase): Iterable<TrainTestIndices> {
  const factory = split[kind as "kFold"] as (options: unknown) => Splitter;
  return factory(options).split(n, { y, groups });
}

function digest(splits: Iterable<TrainTestIndices>): Answer {
  const hash = createHash("sha256");
  let count = 0;
  for (const { train, test } of splits) {
    count += 1;
    for (const side of [train, test]) {
      hash.update(Int32Array.of(side.length));
      hash.update(side);
    }
  }
  return { splits: count, digest: hash.digest("hex").slice(0, 24) };
}

/** Whether both answers are the same: the same indices, or both refuse. */
export function agrees(given: SplitCase): boolean {
  const own = answer(given);
  const { expected } = given;
  if ("refused" in expected || "refused" in own) return "refused" in expected && "refused" in own;
  return own.digest === expected.digest && own.splits === expected.splits;
}
