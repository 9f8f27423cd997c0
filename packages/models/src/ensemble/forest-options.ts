import { boolean, either, integer, oneOf, real, satisfying, silentLogger } from "@mlsys/core";
import type { Logger } from "@mlsys/core";
import { isLogger } from "../internal/option-rules.ts";
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
  /**
   * Whether to score each row by the trees that were not grown on it; needs `bootstrap`. A function is given y and the predictions, and
   * gives the score. Default false.
   */
  readonly oobScore?: boolean | OutOfBagScorer;
  /** Rows to draw for a tree; below 1: as a share. Default null, as many as there are. */
  readonly maxSamples?: number | null;
  /** Threads that grow trees, at most; null for as many as the machine runs at once. The trees are the same. Default null. */
  readonly nJobs?: number | null;
  /** Where warnings go. Default: nowhere; they are in the model, too. */
  readonly logger?: Logger;
}

/** Scores predictions as `predict` gives them against y in the same form: labels, numbers, or (with several targets) rows of them. */
export type OutOfBagScorer = (yTrue: never, yPred: never) => number;

/** The same, defaults filled in. */
export interface ForestSettings extends TreeGrowthSettings {
  readonly nEstimators: number;
  readonly bootstrap: boolean;
  readonly oobScore: boolean | OutOfBagScorer;
  readonly maxSamples: number | null;
  readonly nJobs: number | null;
  readonly logger: Logger;
}

export const forestSpecs = <const MaxFeatures extends "sqrt" | null>(maxFeatures: MaxFeatures, bootstrap: boolean) =>
  ({
    ...growthSpecs(maxFeatures),
    nEstimators: { rule: integer({ min: 1 }), default: 100 },
    bootstrap: { rule: boolean(), default: bootstrap },
    oobScore: { rule: either(boolean(), satisfying("a function of y and predictions", isScorer)), default: false },
    maxSamples: { rule: either(integer({ min: 1 }), real({ above: 0, below: 1 }), oneOf(null)), default: null },
    nJobs: nJobsSpec(),
    logger: { rule: satisfying("a logger", isLogger), default: silentLogger },
  }) as const;

const isScorer = (value: unknown): value is OutOfBagScorer => typeof value === "function";

/** The kind of a model of several targets. */
export type MultiTarget<Kind extends string> = `multiTarget${Capitalize<Kind>}`;

export function multiTarget<Kind extends string>(kind: Kind): MultiTarget<Kind> {
  return `multiTarget${kind.charAt(0).toUpperCase()}${kind.slice(1)}` as MultiTarget<Kind>;
}

/** Refuses what only drawn rows make sense of. */
export function assertDrawsRows(owner: string, { bootstrap, oobScore, maxSamples }: ForestSettings): void {
  if (bootstrap || (oobScore === false && maxSamples === null)) return;
  throw new ModelsError({
    code: "invalidOption",
    what: `${oobScore === false ? "maxSamples" : "oobScore"} needs rows that are drawn`,
    where: owner,
    found: "bootstrap false",
    fix: `set bootstrap to true, or leave ${oobScore === false ? "maxSamples" : "oobScore"} out`,
  });
}
