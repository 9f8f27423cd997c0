import { boolean, either, integer, oneOf, real } from "@mlsys/core";
import { nJobsSpec } from "../internal/threads/thread-count.ts";
import { ModelsError } from "../models-error.ts";
import { growthSpecs } from "../tree/tree-options.ts";
import type { TreeGrowthOptions, TreeGrowthSettings } from "../tree/tree-options.ts";

/** What forests have in common. */
export interface ForestOptions extends TreeGrowthOptions {
  /** Number of trees. Default 100. */
  readonly nEstimators?: number;
  /** Whether each tree is grown on rows drawn with replacement. Default true for random forests, false for extra trees. */
  readonly bootstrap?: boolean;
  /** Whether to score each row by the trees that were not grown on it; needs `bootstrap`. Default false. */
  readonly oobScore?: boolean;
  /** Rows to draw for a tree; below 1: as a share. Default null, as many as there are. */
  readonly maxSamples?: number | null;
  /** Threads that grow trees, at most; null for as many as the machine runs at once. The trees are the same. Default null. */
  readonly nJobs?: number | null;
}

/** The same, defaults filled in. */
export interface ForestSettings extends TreeGrowthSettings {
  readonly nEstimators: number;
  readonly bootstrap: boolean;
  readonly oobScore: boolean;
  readonly maxSamples: number | null;
  readonly nJobs: number | null;
}

export const forestSpecs = <const MaxFeatures extends "sqrt" | null>(maxFeatures: MaxFeatures, bootstrap: boolean) =>
  ({
    ...growthSpecs(maxFeatures),
    nEstimators: { rule: integer({ min: 1 }), default: 100 },
    bootstrap: { rule: boolean(), default: bootstrap },
    oobScore: { rule: boolean(), default: false },
    maxSamples: { rule: either(integer({ min: 1 }), real({ above: 0, below: 1 }), oneOf(null)), default: null },
    nJobs: nJobsSpec(),
  }) as const;

/** Refuses what only drawn rows make sense of. */
export function assertDrawsRows(owner: string, { bootstrap, oobScore, maxSamples }: ForestSettings): void {
  if (bootstrap || (!oobScore && maxSamples === null)) return;
  throw new ModelsError({
    code: "invalidOption",
    what: `${oobScore ? "oobScore" : "maxSamples"} needs rows that are drawn`,
    where: owner,
    found: "bootstrap false",
    fix: `set bootstrap to true, or leave ${oobScore ? "oobScore" : "maxSamples"} out`,
  });
}
