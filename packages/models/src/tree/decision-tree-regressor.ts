import { oneOf, parseOptions } from "@mlsys/core";
import type { Matrix, MatrixLike } from "@mlsys/core";
import type { FitOptions, Regressor, RegressorModel, VectorLike } from "../estimator.ts";
import { eitherSpelling, withUnderscores } from "../internal/spellings.ts";
import type { EitherSpelling } from "../internal/spellings.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel } from "../persistence/saved-model.ts";
import { numberAnswers, numberRowAnswers } from "../internal/answers.ts";
import { FittedDecisionTree, readDecisionTree } from "./fitted-decision-tree.ts";
import { numberTarget } from "./number-target.ts";
import type { RegressionCriterion } from "./number-target.ts";
import { pruningPath } from "./prune-tree.ts";
import type { PruningPath } from "./prune-tree.ts";
import { growOneTree, treeData } from "./tree-data.ts";
import { growthSpecs } from "./tree-options.ts";
import type { TreeGrowthOptions, TreeGrowthSettings } from "./tree-options.ts";

/** Options of {@link decisionTreeRegressor}. */
export interface DecisionTreeRegressorOptions extends TreeGrowthOptions {
  /** What a split lowers. Default `"squared_error"`. */
  readonly criterion?: EitherSpelling<RegressionCriterion>;
  /** Whether thresholds are searched or drawn. Default `"best"`. */
  readonly splitter?: "best" | "random";
}

const specs = () =>
  ({
    ...growthSpecs(null),
    criterion: { rule: eitherSpelling("squared_error", "absolute_error", "poisson"), default: "squared_error" },
    splitter: { rule: oneOf("best", "random"), default: "best" },
  }) as const;

interface Settings extends TreeGrowthSettings {
  readonly criterion: EitherSpelling<RegressionCriterion>;
  readonly splitter: "best" | "random";
}

/** An unfitted decision tree for numbers. */
export interface DecisionTreeRegressor extends Regressor<MatrixLike, DecisionTreeRegressorModel> {
  /** Learns one number a row, or several (rows × targets). */
  fit(X: MatrixLike, y: MatrixLike, options?: FitOptions): MultiTargetDecisionTreeRegressorModel;
  fit(X: MatrixLike, y: VectorLike, options?: FitOptions): DecisionTreeRegressorModel;

  /**
   * The weights `ccpAlpha` that make a difference, and what each leaves, for a tree that is grown on X and y without pruning.
   *
   * @throws {ModelsError} as `fit`.
   * @see https://scikit-learn.org/stable/auto_examples/tree/plot_cost_complexity_pruning.html
   */
  costComplexityPruningPath(X: MatrixLike, y: VectorLike | MatrixLike, options?: FitOptions): PruningPath;
}

/**
 * A tree of questions about single features, each the one that brings the values of the rows closest together. For the same seed it
 * is scikit-learn's tree, node by node. X is seen in single precision; NaN is a missing number, which goes to the side where it
 * helps. With several targets, one tree predicts them all. `"poisson"` needs values of at least 0.
 *
 * @param options - `criterion`, `splitter`, `maxDepth`, `minSamplesSplit`, `minSamplesLeaf`, `minWeightFractionLeaf`, `maxFeatures`,
 * `maxLeafNodes`, `minImpurityDecrease`, `ccpAlpha`, `monotonicCst`, `randomState`.
 * @returns the unfitted regressor.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.tree.DecisionTreeRegressor.html
 *
 * @example
 * ```ts
 * import { decisionTreeRegressor } from "@mlsys/models";
 *
 * const model = decisionTreeRegressor({ maxDepth: 1 }).fit([[1], [2], [8], [9]], [10, 20, 80, 100]);
 * model.predict([[0], [7]]); // => Float64Array.of(15, 90)
 * ```
 */
export function decisionTreeRegressor(options: DecisionTreeRegressorOptions = {}): DecisionTreeRegressor {
  const settings: Settings = parseOptions("decisionTreeRegressor", options, specs(), ModelsError);
  return {
    kind: "decisionTreeRegressor",
    estimatorType: "regressor",
    options: { ...settings },
    fit: ((X: MatrixLike, y: VectorLike | MatrixLike, fitOptions: FitOptions = {}) =>
      fit(settings, X, y, fitOptions)) as DecisionTreeRegressor["fit"],
    costComplexityPruningPath: (X, y, fitOptions = {}) =>
      pruningPath(fit({ ...settings, ccpAlpha: 0 }, X, y, fitOptions).tree),
  };
}

/** A fitted decision tree for numbers. */
export class DecisionTreeRegressorModel extends FittedDecisionTree<Float64Array, VectorLike> implements RegressorModel {
  readonly kind = "decisionTreeRegressor";
}

/** A fitted decision tree for several numbers a row. */
export class MultiTargetDecisionTreeRegressorModel extends FittedDecisionTree<Matrix, MatrixLike> {
  readonly kind = "multiTargetDecisionTreeRegressor";
}

function fit(
  settings: Settings,
  input: MatrixLike,
  y: VectorLike | MatrixLike,
  options: FitOptions,
): DecisionTreeRegressorModel | MultiTargetDecisionTreeRegressorModel {
  const data = treeData("decisionTreeRegressor", input, options);
  const criterion = withUnderscores<RegressionCriterion>(settings.criterion);
  const { target, isSingle } = numberTarget(data.owner, criterion, y, data.X.rows);
  const grown = growOneTree(data, target, criterion, settings);
  return isSingle
    ? new DecisionTreeRegressorModel(grown, numberAnswers)
    : new MultiTargetDecisionTreeRegressorModel(grown, numberRowAnswers);
}

/** How a saved decision tree for numbers is read. */
export const decisionTreeRegressorKind = {
  kind: "decisionTreeRegressor",
  fromState: (saved: SavedModel): DecisionTreeRegressorModel =>
    new DecisionTreeRegressorModel(readDecisionTree(saved), numberAnswers),
} as const;

/** How a saved decision tree for several numbers a row is read. */
export const multiTargetDecisionTreeRegressorKind = {
  kind: "multiTargetDecisionTreeRegressor",
  fromState: (saved: SavedModel): MultiTargetDecisionTreeRegressorModel =>
    new MultiTargetDecisionTreeRegressorModel(readDecisionTree(saved), numberRowAnswers),
} as const;
