import { arrayOf, either, integer, oneOf, randomSeed, real } from "@mlsys/core";
import type { RandomStateInput } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";
import type { TreeTarget } from "./tree-target.ts";

/** What trees and forests have in common. */
export interface TreeGrowthOptions {
  /** The longest way from the root to a leaf; null for no limit. Default null. */
  readonly maxDepth?: number | null;
  /** Fewest rows that are split; at most 1: as a share of the rows. Default 2. */
  readonly minSamplesSplit?: number;
  /** Fewest rows of a leaf; below 1: as a share of the rows. Default 1. */
  readonly minSamplesLeaf?: number;
  /** Least weight of a leaf, as a share of the weight of all rows, from 0 to 0.5. Default 0. */
  readonly minWeightFractionLeaf?: number;
  /** Features to draw a split from: a number, a share (below 1), `"sqrt"`, `"log2"`, or null for all. */
  readonly maxFeatures?: number | "sqrt" | "log2" | null;
  /** Most leaves; then the most improving node is split first. Default null, no limit. */
  readonly maxLeafNodes?: number | null;
  /** A node is split when that lowers the impurity by at least this. Default 0. */
  readonly minImpurityDecrease?: number;
  /** The complexity parameter of pruning. Default 0, none. */
  readonly ccpAlpha?: number;
  /** For each feature 1 when the prediction must not fall with it, -1 when it must not rise, 0 for neither. Default null. */
  readonly monotonicCst?: readonly (-1 | 0 | 1)[] | null;
  /** Seed of all draws. Default 0. */
  readonly randomState?: RandomStateInput;
}

/** The same, defaults filled in. */
export type TreeGrowthSettings = Required<TreeGrowthOptions>;

export const growthSpecs = <const MaxFeatures extends number | "sqrt" | "log2" | null>(maxFeatures: MaxFeatures) =>
  ({
    maxDepth: { rule: either(integer({ min: 1 }), oneOf(null)), default: null },
    minSamplesSplit: { rule: either(integer({ min: 2 }), real({ above: 0, max: 1 })), default: 2 },
    minSamplesLeaf: { rule: either(integer({ min: 1 }), real({ above: 0, below: 1 })), default: 1 },
    minWeightFractionLeaf: { rule: real({ min: 0, max: 0.5 }), default: 0 },
    maxFeatures: {
      rule: either(integer({ min: 1 }), real({ above: 0, below: 1 }), oneOf("sqrt", "log2", null)),
      default: maxFeatures,
    },
    maxLeafNodes: { rule: either(integer({ min: 2 }), oneOf(null)), default: null },
    minImpurityDecrease: { rule: real({ min: 0 }), default: 0 },
    ccpAlpha: { rule: real({ min: 0 }), default: 0 },
    monotonicCst: { rule: either(arrayOf(oneOf(-1, 0, 1)), oneOf(null)), default: null },
    randomState: { rule: randomSeed(), default: 0 },
  }) as const;

export function featuresToDraw(option: TreeGrowthSettings["maxFeatures"], nFeatures: number): number {
  if (option === null) return nFeatures;
  if (option === "sqrt") return Math.max(1, Math.floor(Math.sqrt(nFeatures)));
  if (option === "log2") return Math.max(1, Math.floor(Math.log2(nFeatures)));
  return option < 1 ? Math.max(1, Math.floor(option * nFeatures)) : option;
}

/** The constraints of a fit, checked against its data. */
export function monotonicOf(
  owner: string,
  option: TreeGrowthSettings["monotonicCst"],
  nFeatures: number,
  { outputs, places }: TreeTarget,
): Int8Array | undefined {
  if (option === null) return undefined;
  if (option.length !== nFeatures || outputs > 1 || places > 2) {
    throw new ModelsError({
      code: "invalidOption",
      what: "monotonicCst does not fit the data",
      where: owner,
      found: outputs > 1 ? `${outputs} outputs` : places > 2 ? `${places} classes` : `${option.length} constraints`,
      fix:
        outputs > 1 || places > 2
          ? "constrain two classes only, or a regression of one target"
          : `give one constraint for each of the ${nFeatures} features`,
    });
  }
  // Of two classes, the tree's figures are those of the first, and the constraint is about the second.
  return Int8Array.from(option, (each) => (places > 0 ? -each : each));
}
