import { either, Matrix, oneOf, satisfying, silentLogger } from "@mlsys/core";
import type { CsrMatrix, Label, Logger, MatrixLike } from "@mlsys/core";
import { FittedProbabilities, readClassifierFacts } from "../classification/fitted-probabilities.ts";
import type { ClassifierFacts } from "../classification/fitted-classifier.ts";
import type { FitOptions, LabelsLike, ProbabilisticClassifier } from "../estimator.ts";
import { classWeightRule, rowWeights } from "../internal/class-weights.ts";
import type { ClassWeightOption } from "../internal/class-weights.ts";
import { featuresToFit } from "../internal/features.ts";
import type { FeatureRules } from "../internal/features.ts";
import { labelsToFit } from "../internal/labels.ts";
import { largestColumns } from "../internal/log-sum-exp.ts";
import { isLogger } from "../internal/option-rules.ts";
import { eitherSpelling, withUnderscores } from "../internal/spellings.ts";
import type { EitherSpelling } from "../internal/spellings.ts";
import { weightsOf } from "../internal/targets.ts";
import { sharedBuffer } from "../internal/threads/shared-buffer.ts";
import { threadsOf } from "../internal/threads/thread-count.ts";
import { toDense } from "../internal/to-dense.ts";
import type { ModelWarning } from "../model-warning.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { DecisionTreeClassifierModel } from "../tree/decision-tree-classifier.ts";
import { featureColumns } from "../tree/feature-columns.ts";
import { monotonicOf } from "../tree/tree-options.ts";
import type { TreeNodes } from "../tree/tree-nodes.ts";
import { rowDraws } from "./bootstrap-rows.ts";
import { averageImportances, averageValues, outOfBag, outOfBagWarnings } from "./forest-figures.ts";
import { assertDrawsRows, forestSpecs } from "./forest-options.ts";
import type { ForestOptions, ForestSettings } from "./forest-options.ts";
import { growForest, treeSeeds } from "./grow-forest.ts";
import { packTrees, unpackTrees } from "./packed-trees.ts";

type ForestKind = "randomForestClassifier" | "extraTreesClassifier";
type ClassCriterion = "gini" | "entropy" | "log_loss";

/** Options of forests for classes. */
export interface ForestClassifierOptions extends ForestOptions {
  /** What a split lowers; `"entropy"` and `"log_loss"` are one. Default `"gini"`. */
  readonly criterion?: EitherSpelling<ClassCriterion>;
  /** Weights of the classes: `"balanced"`, `"balanced_subsample"` among the rows of each tree, or a record by label. Default null. */
  readonly classWeight?: ClassWeightOption | EitherSpelling<"balanced_subsample">;
  /** Where warnings go. Default: nowhere; they are in the model, too. */
  readonly logger?: Logger;
}

/** The same, defaults filled in. */
export interface ForestClassifierSettings extends ForestSettings {
  readonly criterion: EitherSpelling<ClassCriterion>;
  readonly classWeight: ClassWeightOption | EitherSpelling<"balanced_subsample">;
  readonly logger: Logger;
}

export const forestClassifierSpecs = (bootstrap: boolean) =>
  ({
    ...forestSpecs("sqrt", bootstrap),
    criterion: { rule: eitherSpelling("gini", "entropy", "log_loss"), default: "gini" },
    classWeight: {
      rule: either(classWeightRule(), eitherSpelling("balanced_subsample"), oneOf("balanced", null)),
      default: null,
    },
    logger: { rule: satisfying("a logger", isLogger), default: silentLogger },
  }) as const;

/** An unfitted forest for classes. */
export interface ForestClassifier extends ProbabilisticClassifier {
  fit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options?: FitOptions): ForestClassifierModel<L>;
}

/** What rows left out of the drawing of trees tell. */
export interface OutOfBagClasses {
  /** The share of rows whose class the trees predict that were not grown on them. */
  readonly score: number;
  /** rows × classes. */
  readonly decisionFunction: Matrix;
}

/** A fitted forest for classes: predicts the class of the largest probability, averaged over its trees. */
export class ForestClassifierModel<L extends Label = Label> extends FittedProbabilities<L> {
  readonly kind: ForestKind;
  /** The nodes of each tree. */
  readonly trees: readonly TreeNodes[];
  /** The out-of-bag accuracy, where it was asked for. */
  readonly oobScore: number | undefined;
  /** The out-of-bag probabilities, rows of the fit × classes, where they were asked for. */
  readonly oobDecisionFunction: Matrix | undefined;

  /** @internal */
  constructor(kind: ForestKind, facts: ClassifierFacts<L>, trees: readonly TreeNodes[], oob?: OutOfBagClasses) {
    super(facts);
    this.kind = kind;
    this.trees = trees;
    this.oobScore = oob?.score;
    this.oobDecisionFunction = oob?.decisionFunction;
  }

  /** The trees as models. */
  get estimators(): readonly DecisionTreeClassifierModel<L>[] {
    return this.trees.map((tree) => new DecisionTreeClassifierModel<L>(this, tree));
  }

  /** How much of the impurity each feature took away, adding up to 1. */
  get featureImportances(): Float64Array {
    return averageImportances(this.trees, this.nFeaturesIn);
  }

  protected override rules(): FeatureRules {
    return { allowNaN: true };
  }

  protected probabilities(input: Matrix | CsrMatrix): Matrix {
    const X = toDense(this.kind, input);
    const width = this.classes.length;
    return new Matrix(X.rows, width, averageValues(this.trees, X, width));
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      ...this.facts(),
      trees: packTrees(this.trees),
      oobScore: this.oobScore ?? null,
      oobDecisionFunction: this.oobDecisionFunction?.data ?? null,
    };
  }
}

/** Fits a forest for classes. */
export function fitForestClassifier<L extends Label>(
  kind: ForestKind,
  settings: ForestClassifierSettings,
  input: MatrixLike,
  y: LabelsLike<L>,
  { sampleWeight }: FitOptions = {},
): ForestClassifierModel<L> {
  const owner = `${kind}.fit`;
  assertDrawsRows(kind, settings);
  const features = featuresToFit(kind, input, { allowNaN: true });
  const dense = toDense(owner, features.X);
  const X = featureColumns(owner, dense, sharedBuffer(4 * dense.data.length));
  const { classes, codes } = labelsToFit(owner, y, X.rows, { allowOneClass: true });
  const { bootstrap, classWeight, maxSamples } = settings;
  const isDrawn = classWeight === "balanced_subsample" || classWeight === "balancedSubsample";
  const balanceDrawn = isDrawn && bootstrap;
  const own = weightsOf(owner, sampleWeight, X.rows);
  const option: ClassWeightOption = isDrawn ? (bootstrap ? null : "balanced") : classWeight;
  const weights = rowWeights(owner, option, classes, codes, own);
  const draws = bootstrap ? rowDraws(X.rows, maxSamples, weights) : undefined;
  const recipe = {
    criterion: withUnderscores<ClassCriterion>(settings.criterion),
    splitter: kind === "extraTreesClassifier" ? "random" : "best",
    growth: settings,
    monotonic: monotonicOf(owner, settings.monotonicCst, X.cols, Math.max(2, classes.length)),
  } as const;
  const tree = { X, y: codes, weights, nClasses: classes.length };
  const seeds = treeSeeds(settings.randomState, settings.nEstimators);
  const trees = growForest({ tree, recipe, draws, balanceDrawn }, seeds, threadsOf(settings.nJobs));
  const facts = { classes, nFeaturesIn: X.cols, featureNamesIn: features.names };
  if (draws === undefined || !settings.oobScore) return new ForestClassifierModel<L>(kind, facts, trees);
  const { values, never } = outOfBag(trees, seeds, draws, dense, classes.length);
  const warnings: readonly ModelWarning[] = outOfBagWarnings(kind, never, settings.logger);
  const oob = outOfBagClasses(new Matrix(X.rows, classes.length, values), codes);
  return new ForestClassifierModel<L>(kind, { ...facts, warnings }, trees, oob);
}

function outOfBagClasses(decisionFunction: Matrix, codes: Int32Array): OutOfBagClasses {
  const best = largestColumns(decisionFunction);
  const hits = best.reduce((count, code, i) => count + (code === codes[i] ? 1 : 0), 0);
  return { score: hits / codes.length, decisionFunction };
}

/** Reads a saved forest for classes. */
export function readForestClassifier(kind: ForestKind, saved: SavedModel): ForestClassifierModel {
  const read = new StateReader(saved);
  const facts = readClassifierFacts(read);
  const trees = unpackTrees(kind, read.record("trees"));
  const data = read.optionalVector("oobDecisionFunction");
  if (data === undefined) return new ForestClassifierModel(kind, facts, trees);
  const width = facts.classes.length;
  const decisionFunction = new Matrix(data.length / width, width, data);
  return new ForestClassifierModel(kind, facts, trees, { score: read.number("oobScore"), decisionFunction });
}
