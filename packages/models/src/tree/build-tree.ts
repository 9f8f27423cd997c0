import { randomState } from "@mlsys/core";
import type { RandomStateInput } from "@mlsys/core";
import { pairwiseSum } from "../internal/sums.ts";
import { AbsoluteErrorCriterion } from "./absolute-error-criterion.ts";
import { BestSplitter } from "./best-splitter.ts";
import { EntropyCriterion, GiniCriterion } from "./count-criterion.ts";
import type { ClassCriterion } from "./class-target.ts";
import { CountingSplitter, payloadsOf } from "./counting-splitter.ts";
import type { Criterion, TargetRows } from "./criterion.ts";
import type { FeatureColumns } from "./feature-columns.ts";
import { FeatureDraws } from "./feature-draws.ts";
import { rankFeatures } from "./feature-ranks.ts";
import type { FeatureRanks } from "./feature-ranks.ts";
import { growTree } from "./grow-tree.ts";
import { KernelSplitter } from "./kernel-splitter.ts";
import type { RegressionCriterion } from "./number-target.ts";
import { PoissonCriterion, SquaredErrorCriterion } from "./mean-criterion.ts";
import { NodeRows } from "./node-rows.ts";
import { pruneTree } from "./prune-tree.ts";
import { RandomSplitter } from "./random-splitter.ts";
import type { SplitRules, Splitter } from "./splitter.ts";
import { featuresToDraw } from "./tree-options.ts";
import type { TreeGrowthSettings } from "./tree-options.ts";
import type { TreeNodes } from "./tree-nodes.ts";
import type { TreeTarget } from "./tree-target.ts";
import { Xorshift } from "./xorshift.ts";

/** The criteria, by scikit-learn's names. */
export type CriterionName = ClassCriterion | RegressionCriterion;

/** What a tree is grown by. */
export interface TreeRecipe {
  readonly criterion: CriterionName;
  readonly splitter: "best" | "random";
  readonly growth: TreeGrowthSettings;
  readonly monotonic: Int8Array | undefined;
}

/** What a tree is grown on. */
export interface TreeProblem {
  readonly X: FeatureColumns;
  /** The ranks of the features, where they are known already. */
  readonly ranks?: FeatureRanks | undefined;
  readonly target: TreeTarget;
  readonly weights: Float64Array | undefined;
}

/** Grows and prunes one tree; without ranks, the columns may be overwritten. */
export function buildTree(problem: TreeProblem, recipe: TreeRecipe, seed: RandomStateInput): TreeNodes {
  const { growth } = recipe;
  const { rows } = problem.X;
  const leaf = growth.minSamplesLeaf < 1 ? Math.ceil(growth.minSamplesLeaf * rows) : growth.minSamplesLeaf;
  const least = growth.minSamplesSplit <= 1 ? Math.ceil(growth.minSamplesSplit * rows) : growth.minSamplesSplit;
  const splitter = splitterOf(problem, recipe, leaf, seed);
  try {
    const tree = growTree(splitter, {
      maxDepth: growth.maxDepth ?? Infinity,
      minSamplesSplit: Math.max(2, least, 2 * leaf),
      minImpurityDecrease: growth.minImpurityDecrease,
      maxLeafNodes: growth.maxLeafNodes ?? Infinity,
    });
    return pruneTree(tree, growth.ccpAlpha);
  } finally {
    splitter.release?.();
  }
}

/** Whether features are ranked: where one Gini index is lowered, thresholds are not drawn, and nothing is missing or constrained. */
export function countsWholeRows({ X, target }: TreeProblem, { criterion, splitter, monotonic }: TreeRecipe): boolean {
  const isPlain = criterion === "gini" && splitter === "best" && target.outputs === 1;
  return isPlain && monotonic === undefined && X.hasMissing === undefined;
}

/** Whether the kernel draws thresholds: for the mean of one output, where all weights are 1, and nothing is missing or constrained. */
function drawsForWholeRows(
  { X, target, weights }: TreeProblem,
  { criterion, splitter, monotonic }: TreeRecipe,
): boolean {
  const isPlain = criterion === "squared_error" && splitter === "random" && target.outputs === 1;
  return isPlain && weights === undefined && monotonic === undefined && X.hasMissing === undefined;
}

function splitterOf(problem: TreeProblem, recipe: TreeRecipe, leaf: number, seed: RandomStateInput): Splitter {
  const { X, weights } = problem;
  const { growth, monotonic } = recipe;
  const drawn = randomState(seed).randint(0, 2147483647, 1)[0] as number;
  const maxFeatures = featuresToDraw(growth.maxFeatures, X.cols);
  const target = targetRows(problem);
  const weight = weights === undefined ? X.rows : pairwiseSum(weights);
  const minWeightLeaf = growth.minWeightFractionLeaf * weight;
  const rules: SplitRules = { minSamplesLeaf: leaf, minWeightLeaf, monotonic };
  if (drawsForWholeRows(problem, recipe)) {
    const splitter = KernelSplitter.of({ X, target, rules, maxFeatures, seed: drawn });
    if (splitter !== undefined) return splitter;
  }
  const rng = new Xorshift(drawn);
  const draws = new FeatureDraws(X.cols, maxFeatures, rng);
  const payloads = countsWholeRows(problem, recipe) ? payloadsOf(target, X.rows) : undefined;
  if (payloads !== undefined) {
    const criterion = new GiniCriterion(target);
    // Nobody asks for the columns of a single tree again: the ranks take their place.
    const inPlace = () => new Int32Array(X.data.buffer, X.data.byteOffset, X.data.length);
    const features = problem.ranks ?? rankFeatures(X, inPlace());
    return new CountingSplitter({ criterion, rules, draws, samples: target.samples, features, payloads });
  }
  const rows = new NodeRows(X, target.samples);
  const criterion = criterionOf(recipe.criterion, target);
  if (recipe.splitter === "random") return new RandomSplitter(criterion, rules, draws, rows, rng);
  return new BestSplitter(criterion, rules, draws, rows);
}

function targetRows({ X, target, weights }: TreeProblem): TargetRows {
  const samples = new Int32Array(X.rows);
  let [count, totalWeight] = [0, 0];
  for (let i = 0; i < X.rows; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    totalWeight += weight;
    if (weight !== 0) samples[count++] = i;
  }
  return { ...target, weights, totalWeight, samples: samples.subarray(0, count) };
}

function criterionOf(name: CriterionName, rows: TargetRows): Criterion {
  if (name === "gini") return new GiniCriterion(rows);
  if (name === "entropy" || name === "log_loss") return new EntropyCriterion(rows);
  if (name === "absolute_error") return new AbsoluteErrorCriterion(rows);
  return name === "poisson" ? new PoissonCriterion(rows) : new SquaredErrorCriterion(rows);
}
