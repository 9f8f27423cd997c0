import { arrayOf, boolean, either, integer, oneOf, randomSeed, real, satisfying } from "@mlsys/core";
import type { RandomStateInput } from "@mlsys/core";
import { ModelsError } from "../../models-error.ts";
import { isScorerName } from "../../model-selection/scorers.ts";
import type { ScorerName } from "../../model-selection/scorers.ts";
import type { CategoricalFeatures } from "./category-codes.ts";

/** What boosting for classes and for numbers have in common. */
export interface BoostingOptions {
  /** What each tree's values are multiplied by. Default 0.1. */
  readonly learningRate?: number;
  /** Most iterations. Default 100. */
  readonly maxIter?: number;
  /** Most leaves of a tree; null for no limit. Default 31. */
  readonly maxLeafNodes?: number | null;
  /** The longest way from the root to a leaf; null for no limit. Default null. */
  readonly maxDepth?: number | null;
  /** Fewest rows of a leaf. Default 20. */
  readonly minSamplesLeaf?: number;
  /** The penalty of the values of leaves. Default 0. */
  readonly l2Regularization?: number;
  /** The share of the features that are drawn for each split, above 0 and up to 1. Default 1. */
  readonly maxFeatures?: number;
  /** Most bins of a feature, from 2 to 255, besides that of missing numbers. Default 255. */
  readonly maxBins?: number;
  /** The features whose numbers are categories: places, names of a table's columns, or true for each. Default null, none. */
  readonly categoricalFeatures?: CategoricalFeatures;
  /** For each feature 1 when the prediction must not fall with it, -1 when it must not rise, 0 for neither. Default null. */
  readonly monotonicCst?: readonly (-1 | 0 | 1)[] | null;
  /** Groups of features that may meet in a tree, `"pairwise"` or `"no_interactions"`. Default null, all. */
  readonly interactionCst?: readonly (readonly number[])[] | "pairwise" | "no_interactions" | null;
  /** Whether to stop when the loss no longer falls; `"auto"` does with more than 10,000 rows. Default `"auto"`. */
  readonly earlyStopping?: boolean | "auto";
  /**
   * What stopping watches: `"loss"`, a scorer by name (scikit-learn's spelling is understood too), or null for the model's own score.
   * Default `"loss"`.
   */
  readonly scoring?: "loss" | ScorerName | null;
  /** Rows set apart to tell: a share below 1, a number, or null to use those of the fit. Default 0.1. */
  readonly validationFraction?: number | null;
  /** Iterations without improvement before stopping. Default 10. */
  readonly nIterNoChange?: number;
  /** What counts as an improvement. Default 1e-7. */
  readonly tol?: number;
  /** Seed of the rows set apart, of those that thresholds are found on above 200,000, and of drawn features. Default 0. */
  readonly randomState?: RandomStateInput;
}

/** The same, defaults filled in. */
export type BoostingSettings = Required<BoostingOptions>;

const isFeatures = (value: unknown): value is readonly number[] | readonly string[] | readonly boolean[] =>
  Array.isArray(value) &&
  value.every((each) => typeof each === typeof value[0] && ["number", "string", "boolean"].includes(typeof each));

function isScoring(value: unknown): value is "loss" | ScorerName | null {
  return value === null || value === "loss" || (typeof value === "string" && isScorerName(value));
}

export const boostingSpecs = () =>
  ({
    learningRate: { rule: real({ above: 0 }), default: 0.1 },
    maxIter: { rule: integer({ min: 1 }), default: 100 },
    maxLeafNodes: { rule: either(integer({ min: 2 }), oneOf(null)), default: 31 },
    maxDepth: { rule: either(integer({ min: 1 }), oneOf(null)), default: null },
    minSamplesLeaf: { rule: integer({ min: 1 }), default: 20 },
    l2Regularization: { rule: real({ min: 0 }), default: 0 },
    maxFeatures: { rule: real({ above: 0, max: 1 }), default: 1 },
    maxBins: { rule: integer({ min: 2, max: 255 }), default: 255 },
    categoricalFeatures: {
      rule: either(satisfying("an array of features", isFeatures), oneOf(null)),
      default: null,
    },
    monotonicCst: { rule: either(arrayOf(oneOf(-1, 0, 1)), oneOf(null)), default: null },
    interactionCst: {
      rule: either(arrayOf(arrayOf(integer({ min: 0 }))), oneOf("pairwise", "no_interactions", null)),
      default: null,
    },
    earlyStopping: { rule: either(boolean(), oneOf("auto")), default: "auto" },
    scoring: { rule: satisfying('"loss", the name of a scorer, or null', isScoring), default: "loss" },
    validationFraction: {
      rule: either(real({ above: 0, below: 1 }), integer({ min: 1 }), oneOf(null)),
      default: 0.1,
    },
    nIterNoChange: { rule: integer({ min: 1 }), default: 10 },
    tol: { rule: real({ min: 0 }), default: 1e-7 },
    randomState: { rule: randomSeed(), default: 0 },
  }) as const;

/** The constraints of a fit in the order of the trees' features, checked against its data. */
export function constraintsOf(
  owner: string,
  option: BoostingSettings["monotonicCst"],
  order: Int32Array,
  nCategorical: number,
  nTrees: number,
): Int8Array {
  if (option === null) return new Int8Array(order.length);
  const isOnCategories = option.length === order.length && order.subarray(0, nCategorical).some((j) => option[j] !== 0);
  if (option.length !== order.length || nTrees > 1 || isOnCategories) {
    const reason = isOnCategories
      ? "a constraint of categories"
      : `${option.length} constraints for ${order.length} features`;
    throw new ModelsError({
      code: "invalidOption",
      what: "monotonicCst does not fit the data",
      where: owner,
      found: nTrees > 1 ? `${nTrees} classes` : reason,
      fix:
        nTrees > 1 ? "constrain two classes only, or a regression" : "give one constraint a feature, 0 for categories",
    });
  }
  return Int8Array.from(order, (j) => option[j] ?? 0);
}

/** The groups of features that may meet; features in no group are one of their own. */
export function interactionGroups(
  owner: string,
  option: BoostingSettings["interactionCst"],
  nFeatures: number,
): readonly Int32Array[] | undefined {
  if (option === null) return undefined;
  const all = Array.from({ length: nFeatures }, (_, j) => j);
  if (option === "no_interactions") return all.map((j) => Int32Array.of(j));
  const pairs = () => all.flatMap((i) => all.filter((j) => j > i).map((j) => [i, j]));
  const given = option === "pairwise" ? pairs() : option;
  const outside = given.flat().find((j) => j >= nFeatures);
  if (outside !== undefined) {
    throw new ModelsError({
      code: "invalidOption",
      what: "interactionCst names a feature that X does not have",
      where: owner,
      found: String(outside),
      fix: `give places from 0 to ${nFeatures - 1}`,
    });
  }
  const rest = all.filter((j) => !given.some((group) => group.includes(j)));
  return [...given, ...(rest.length > 0 ? [rest] : [])].map((group) => Int32Array.from(new Set(group)).sort());
}
