import type { Matrix, MatrixLike } from "@mlsys/core";
import type { FitOptions } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import { weightsOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";
import { buildTree } from "./build-tree.ts";
import type { CriterionName } from "./build-tree.ts";
import { featureColumns } from "./feature-columns.ts";
import type { FeatureColumns } from "./feature-columns.ts";
import type { GrownTree } from "./fitted-decision-tree.ts";
import type { AnswerFacts } from "../internal/fitted-by-answers.ts";
import { featuresToDraw, monotonicOf } from "./tree-options.ts";
import type { TreeGrowthSettings } from "./tree-options.ts";
import type { TreeTarget } from "./tree-target.ts";

/** What a fit of trees is given besides y. */
export interface TreeData {
  /** Whose fit it is, for errors. */
  readonly owner: string;
  readonly dense: Matrix;
  readonly X: FeatureColumns;
  readonly weights: Float64Array | undefined;
  readonly facts: AnswerFacts;
}

/** Reads X and the weights of a fit. */
export function treeData(
  kind: string,
  input: MatrixLike,
  fitOptions: FitOptions,
  buffer?: (bytes: number) => ArrayBufferLike,
): TreeData {
  const owner = `${kind}.fit`;
  const features = featuresToFit(kind, input, { allowNaN: true });
  const dense = toDense(owner, features.X);
  const X = featureColumns(owner, dense, buffer?.(4 * dense.data.length));
  const facts = { nFeaturesIn: X.cols, featureNamesIn: features.names };
  return { owner, dense, X, weights: weightsOf(owner, fitOptions, X.rows), facts };
}

/** Grows a decision tree. */
export function growOneTree(
  { owner, X, weights, facts }: TreeData,
  target: TreeTarget,
  criterion: CriterionName,
  settings: TreeGrowthSettings & { readonly splitter: "best" | "random" },
): GrownTree {
  const monotonic = monotonicOf(owner, settings.monotonicCst, X.cols, target);
  const recipe = { criterion, splitter: settings.splitter, growth: settings, monotonic };
  const tree = buildTree({ X, target, weights }, recipe, settings.randomState);
  return { facts, tree, maxFeatures: featuresToDraw(settings.maxFeatures, X.cols) };
}
