import { parseOptions } from "@mlsys/core";
import type { Matrix, MatrixLike } from "@mlsys/core";
import type { FitOptions, Regressor, RegressorModel, VectorLike } from "../estimator.ts";
import { eitherSpelling, withUnderscores } from "../internal/spellings.ts";
import type { EitherSpelling } from "../internal/spellings.ts";
import { isVector } from "../internal/targets.ts";
import { sharedBuffer } from "../internal/threads/shared-buffer.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel } from "../persistence/saved-model.ts";
import { numberAnswers, numberRowAnswers } from "../internal/answers.ts";
import { DecisionTreeRegressorModel, MultiTargetDecisionTreeRegressorModel } from "../tree/decision-tree-regressor.ts";
import { numberTarget } from "../tree/number-target.ts";
import type { RegressionCriterion } from "../tree/number-target.ts";
import { treeData } from "../tree/tree-data.ts";
import { fitForest } from "./fit-forest.ts";
import { FittedForest, readForest } from "./fitted-forest.ts";
import type { GrownForest } from "./fitted-forest.ts";
import { assertDrawsRows, forestSpecs, multiTarget } from "./forest-options.ts";
import type { ForestOptions, ForestSettings, MultiTarget } from "./forest-options.ts";

type ForestKind = "randomForestRegressor" | "extraTreesRegressor";

const OOB_NAME = "oobPrediction";

/** Options of forests for numbers. */
export interface ForestRegressorOptions extends ForestOptions {
  /** What a split lowers. Default `"squared_error"`. */
  readonly criterion?: EitherSpelling<RegressionCriterion>;
}

interface Settings extends ForestSettings {
  readonly criterion: EitherSpelling<RegressionCriterion>;
}

const specs = (bootstrap: boolean) =>
  ({
    ...forestSpecs(null, bootstrap),
    criterion: { rule: eitherSpelling("squared_error", "absolute_error", "poisson"), default: "squared_error" },
  }) as const;

/** An unfitted forest for numbers. */
export interface ForestRegressor extends Regressor<MatrixLike, ForestRegressorModel> {
  /** Learns one number a row, or several (rows × targets). */
  fit(X: MatrixLike, y: MatrixLike, options?: FitOptions): MultiTargetForestRegressorModel;
  fit(X: MatrixLike, y: VectorLike, options?: FitOptions): ForestRegressorModel;
}

/** A fitted forest for numbers: predicts the average of its trees. */
export class ForestRegressorModel extends FittedForest<Float64Array, VectorLike> implements RegressorModel {
  readonly kind: ForestKind;
  protected readonly oobName = OOB_NAME;

  /** @internal */
  constructor(kind: ForestKind, grown: GrownForest) {
    super(grown, numberAnswers);
    this.kind = kind;
  }

  /** The trees as models. */
  get estimators(): readonly DecisionTreeRegressorModel[] {
    return this.trees.map((tree) => new DecisionTreeRegressorModel(this.grownTree(tree), numberAnswers));
  }

  /** The out-of-bag predictions, one a row of the fit, where they were asked for. */
  get oobPrediction(): Float64Array | undefined {
    return this.oobValues?.data;
  }
}

/** A fitted forest for several numbers a row. */
export class MultiTargetForestRegressorModel extends FittedForest<Matrix, MatrixLike> {
  readonly kind: MultiTarget<ForestKind>;
  protected readonly oobName = OOB_NAME;

  /** @internal */
  constructor(kind: MultiTarget<ForestKind>, grown: GrownForest) {
    super(grown, numberRowAnswers);
    this.kind = kind;
  }

  /** The trees as models. */
  get estimators(): readonly MultiTargetDecisionTreeRegressorModel[] {
    return this.trees.map((tree) => new MultiTargetDecisionTreeRegressorModel(this.grownTree(tree), numberRowAnswers));
  }

  /** The out-of-bag predictions, rows of the fit × targets, where they were asked for. */
  get oobPrediction(): Matrix | undefined {
    return this.oobValues;
  }
}

/** The unfitted forest of a kind. */
export function forestRegressor(kind: ForestKind, options: ForestRegressorOptions): ForestRegressor {
  const settings: Settings = parseOptions(kind, options, specs(kind === "randomForestRegressor"), ModelsError);
  return {
    kind,
    estimatorType: "regressor",
    options: { ...settings },
    fit: ((X: MatrixLike, y: VectorLike | MatrixLike, fitOptions: FitOptions = {}) =>
      fit(kind, settings, X, y, fitOptions)) as ForestRegressor["fit"],
  };
}

function fit(
  kind: ForestKind,
  settings: Settings,
  input: MatrixLike,
  y: VectorLike | MatrixLike,
  options: FitOptions,
): ForestRegressorModel | MultiTargetForestRegressorModel {
  assertDrawsRows(kind, settings);
  const data = treeData(kind, input, options, sharedBuffer);
  const criterion = withUnderscores<RegressionCriterion>(settings.criterion);
  const { target } = numberTarget(data.owner, criterion, y, data.X.rows);
  const isExtra = kind === "extraTreesRegressor";
  const common = { data, target, criterion, settings, isExtra, balanceDrawn: false };
  return isVector(y)
    ? new ForestRegressorModel(kind, fitForest({ ...common, answers: numberAnswers, y }))
    : new MultiTargetForestRegressorModel(multiTarget(kind), fitForest({ ...common, answers: numberRowAnswers, y }));
}

/** How saved forests of a kind are read. */
export const forestRegressorKind = (kind: ForestKind) =>
  ({
    kind,
    fromState: (saved: SavedModel): ForestRegressorModel => new ForestRegressorModel(kind, readForest(saved, OOB_NAME)),
  }) as const;

/** How saved forests of a kind are read that have several numbers a row. */
export const multiTargetForestRegressorKind = (kind: ForestKind) =>
  ({
    kind: multiTarget(kind),
    fromState: (saved: SavedModel): MultiTargetForestRegressorModel =>
      new MultiTargetForestRegressorModel(multiTarget(kind), readForest(saved, OOB_NAME)),
  }) as const;
