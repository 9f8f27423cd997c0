import { satisfying, silentLogger } from "@mlsys/core";
import type { CsrMatrix, Logger, Matrix, MatrixLike } from "@mlsys/core";
import type { FitOptions, Regressor, VectorLike } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import type { FeatureRules } from "../internal/features.ts";
import { isLogger } from "../internal/option-rules.ts";
import { r2 } from "../internal/r2.ts";
import { eitherSpelling, withUnderscores } from "../internal/spellings.ts";
import type { EitherSpelling } from "../internal/spellings.ts";
import { numbersOf, weightsOf } from "../internal/targets.ts";
import { sharedBuffer } from "../internal/threads/shared-buffer.ts";
import { threadsOf } from "../internal/threads/thread-count.ts";
import { toDense } from "../internal/to-dense.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedRegressor, readRegressorFacts } from "../regression/fitted-regressor.ts";
import type { RegressorFacts } from "../regression/fitted-regressor.ts";
import { DecisionTreeRegressorModel } from "../tree/decision-tree-regressor.ts";
import { featureColumns } from "../tree/feature-columns.ts";
import { assertCriterionTakes } from "../tree/regression-criteria.ts";
import type { RegressionCriterion } from "../tree/regression-criteria.ts";
import { monotonicOf } from "../tree/tree-options.ts";
import type { TreeNodes } from "../tree/tree-nodes.ts";
import { rowDraws } from "./bootstrap-rows.ts";
import { averageImportances, averageValues, outOfBag, outOfBagWarnings } from "./forest-figures.ts";
import { assertDrawsRows, forestSpecs } from "./forest-options.ts";
import type { ForestOptions, ForestSettings } from "./forest-options.ts";
import { growForest, treeSeeds } from "./grow-forest.ts";
import { packTrees, unpackTrees } from "./packed-trees.ts";

type ForestKind = "randomForestRegressor" | "extraTreesRegressor";

/** Options of forests for numbers. */
export interface ForestRegressorOptions extends ForestOptions {
  /** What a split lowers. Default `"squared_error"`. */
  readonly criterion?: EitherSpelling<RegressionCriterion>;
  /** Where warnings go. Default: nowhere; they are in the model, too. */
  readonly logger?: Logger;
}

/** The same, defaults filled in. */
export interface ForestRegressorSettings extends ForestSettings {
  readonly criterion: EitherSpelling<RegressionCriterion>;
  readonly logger: Logger;
}

export const forestRegressorSpecs = (bootstrap: boolean) =>
  ({
    ...forestSpecs(null, bootstrap),
    criterion: { rule: eitherSpelling("squared_error", "absolute_error", "poisson"), default: "squared_error" },
    logger: { rule: satisfying("a logger", isLogger), default: silentLogger },
  }) as const;

/** An unfitted forest for numbers. */
export type ForestRegressor = Regressor<MatrixLike, ForestRegressorModel>;

/** What rows left out of the drawing of trees tell. */
export interface OutOfBagValues {
  /** The coefficient of determination R² of the predictions. */
  readonly score: number;
  /** One a row of the fit. */
  readonly prediction: Float64Array;
}

/** A fitted forest for numbers: predicts the average of its trees. */
export class ForestRegressorModel extends FittedRegressor {
  readonly kind: ForestKind;
  /** The nodes of each tree. */
  readonly trees: readonly TreeNodes[];
  /** The out-of-bag R², where it was asked for. */
  readonly oobScore: number | undefined;
  /** The out-of-bag predictions, one a row of the fit, where they were asked for. */
  readonly oobPrediction: Float64Array | undefined;

  /** @internal */
  constructor(kind: ForestKind, facts: RegressorFacts, trees: readonly TreeNodes[], oob?: OutOfBagValues) {
    super(facts);
    this.kind = kind;
    this.trees = trees;
    this.oobScore = oob?.score;
    this.oobPrediction = oob?.prediction;
  }

  /** The trees as models. */
  get estimators(): readonly DecisionTreeRegressorModel[] {
    return this.trees.map((tree) => new DecisionTreeRegressorModel(this, tree));
  }

  /** How much of the impurity each feature took away, adding up to 1. */
  get featureImportances(): Float64Array {
    return averageImportances(this.trees, this.nFeaturesIn);
  }

  protected override rules(): FeatureRules {
    return { allowNaN: true };
  }

  protected values(input: Matrix | CsrMatrix): Float64Array {
    return averageValues(this.trees, toDense(this.kind, input), 1);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      ...this.facts(),
      trees: packTrees(this.trees),
      oobScore: this.oobScore ?? null,
      oobPrediction: this.oobPrediction ?? null,
    };
  }
}

/** Fits a forest for numbers. */
export function fitForestRegressor(
  kind: ForestKind,
  settings: ForestRegressorSettings,
  input: MatrixLike,
  y: VectorLike,
  { sampleWeight }: FitOptions = {},
): ForestRegressorModel {
  const owner = `${kind}.fit`;
  assertDrawsRows(kind, settings);
  const features = featuresToFit(kind, input, { allowNaN: true });
  const dense = toDense(owner, features.X);
  const X = featureColumns(owner, dense, sharedBuffer(4 * dense.data.length));
  const target = numbersOf(owner, "y", y, X.rows);
  const criterion = withUnderscores<RegressionCriterion>(settings.criterion);
  assertCriterionTakes(owner, criterion, target);
  const weights = weightsOf(owner, sampleWeight, X.rows);
  const draws = settings.bootstrap ? rowDraws(X.rows, settings.maxSamples, weights) : undefined;
  const recipe = {
    criterion,
    splitter: kind === "extraTreesRegressor" ? "random" : "best",
    growth: settings,
    monotonic: monotonicOf(owner, settings.monotonicCst, X.cols, 0),
  } as const;
  const seeds = treeSeeds(settings.randomState, settings.nEstimators);
  const problem = { tree: { X, y: target, weights, nClasses: 0 }, recipe, draws, balanceDrawn: false };
  const trees = growForest(problem, seeds, threadsOf(settings.nJobs));
  const facts = { nFeaturesIn: X.cols, featureNamesIn: features.names };
  if (draws === undefined || !settings.oobScore) return new ForestRegressorModel(kind, facts, trees);
  const { values, never } = outOfBag(trees, seeds, draws, dense, 1);
  const warnings = outOfBagWarnings(kind, never, settings.logger);
  const oob = { score: r2(target, values, undefined), prediction: values };
  return new ForestRegressorModel(kind, { ...facts, warnings }, trees, oob);
}

/** Reads a saved forest for numbers. */
export function readForestRegressor(kind: ForestKind, saved: SavedModel): ForestRegressorModel {
  const read = new StateReader(saved);
  const facts = readRegressorFacts(read);
  const trees = unpackTrees(kind, read.record("trees"));
  const prediction = read.optionalVector("oobPrediction");
  if (prediction === undefined) return new ForestRegressorModel(kind, facts, trees);
  return new ForestRegressorModel(kind, facts, trees, { score: read.number("oobScore"), prediction });
}
