import { either, oneOf, parseOptions } from "@mlsys/core";
import type { CsrMatrix, Label, Matrix, MatrixLike } from "@mlsys/core";
import { FittedProbabilities, readClassifierFacts } from "../../classification/fitted-probabilities.ts";
import type { ClassifierFacts } from "../../classification/fitted-classifier.ts";
import type { FitOptions, LabelsLike, ProbabilisticClassifier } from "../../estimator.ts";
import { classWeightRule, rowWeights } from "../../internal/class-weights.ts";
import type { ClassWeightOption } from "../../internal/class-weights.ts";
import { featuresToFit } from "../../internal/features.ts";
import type { FeatureRules } from "../../internal/features.ts";
import { labelsByScores, labelsToFit } from "../../internal/labels.ts";
import { weightsOf } from "../../internal/targets.ts";
import { toDense } from "../../internal/to-dense.ts";
import { ModelsError } from "../../models-error.ts";
import type { SavedModel, StateValue } from "../../persistence/saved-model.ts";
import { StateReader } from "../../persistence/state-reader.ts";
import { boost } from "./boost.ts";
import {
  boostedState,
  categoricalMask,
  eachOf,
  rawPredictions,
  readBoosted,
  stagedPredictions,
} from "./boosted-parts.ts";
import type { BoostedParts } from "./boosted-parts.ts";
import { binomialLoss, multinomialLoss } from "./boosting-loss.ts";
import { boostingSpecs } from "./boosting-options.ts";
import type { BoostingOptions, BoostingSettings } from "./boosting-options.ts";
import { encodeRows, learnCategories } from "./category-codes.ts";
import { choicesOf, interleaved, probabilitiesOf, rawClassifier } from "./raw-model.ts";
import type { RawPredictions } from "./raw-model.ts";

/** Options of {@link histGradientBoostingClassifier}. */
export interface HistGradientBoostingClassifierOptions extends BoostingOptions {
  /** The loss; there is one. Default `"log_loss"`. */
  readonly loss?: "log_loss";
  /** Weights of the classes: `"balanced"`, or a record by label. Default null, all 1. */
  readonly classWeight?: ClassWeightOption;
}

const specs = () =>
  ({
    ...boostingSpecs(),
    loss: { rule: oneOf("log_loss"), default: "log_loss" },
    classWeight: { rule: either(classWeightRule(), oneOf("balanced", null)), default: null },
  }) as const;

interface Settings extends BoostingSettings {
  readonly classWeight: ClassWeightOption;
}

/** An unfitted boosting of trees on histograms, for classes. */
export interface HistGradientBoostingClassifier extends ProbabilisticClassifier {
  fit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options?: FitOptions): HistGradientBoostingClassifierModel<L>;
}

/**
 * Adds up trees, each a step down the logistic loss; features are cut into bins, so that growing a tree takes time in proportion to
 * rows and bins. Missing numbers go to the side where they help; categories are split in two. Bins and trees are scikit-learn's; without
 * its `maxFeatures`, and `scoring` is always the loss.
 *
 * @param options - `learningRate`, `maxIter`, `maxLeafNodes`, `maxDepth`, `minSamplesLeaf`, `l2Regularization`, `maxFeatures`, `maxBins`,
 * `categoricalFeatures`, `monotonicCst`, `interactionCst`, `earlyStopping`, `scoring`, `validationFraction`, `nIterNoChange`, `tol`,
 * `classWeight`, `randomState`.
 * @returns the unfitted classifier.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.ensemble.HistGradientBoostingClassifier.html
 *
 * @example
 * ```ts
 * import { histGradientBoostingClassifier } from "@mlsys/models";
 *
 * const X = Array.from({ length: 40 }, (_, i) => [i % 5 === 0 ? NaN : i]);
 * const y = X.map((_, i) => (i < 20 ? "low" : "high"));
 * const model = histGradientBoostingClassifier({ minSamplesLeaf: 5 }).fit(X, y);
 * model.predict([[1], [38]]); // => ["low", "high"]
 * model.nIter; // => 100
 * ```
 */
export function histGradientBoostingClassifier(
  options: HistGradientBoostingClassifierOptions = {},
): HistGradientBoostingClassifier {
  const kind = "histGradientBoostingClassifier";
  const settings: Settings = parseOptions(kind, options, specs(), ModelsError);
  return {
    kind,
    estimatorType: "classifier",
    options: { ...settings },
    fit: (X, y, fitOptions) => fit(settings, X, y, fitOptions),
  };
}

/** A fitted boosting of trees on histograms, for classes. */
export class HistGradientBoostingClassifierModel<L extends Label = Label> extends FittedProbabilities<L> {
  readonly kind = "histGradientBoostingClassifier";
  /** Minus the loss after each iteration, from the baseline on; empty without early stopping. */
  readonly trainScore: Float64Array;
  /** The same of the rows set apart. */
  readonly validationScore: Float64Array;
  private readonly parts: BoostedParts;

  /** @internal */
  constructor(facts: ClassifierFacts<L>, parts: BoostedParts) {
    super(facts);
    this.parts = parts;
    this.trainScore = parts.trainScore;
    this.validationScore = parts.validationScore;
  }

  /** Whether it was to stop where the score no longer grew. */
  get doEarlyStopping(): boolean {
    return this.parts.doEarlyStopping;
  }

  /** Whether each feature has categories; undefined where none has. */
  get isCategorical(): readonly boolean[] | undefined {
    return categoricalMask(this.parts, this.nFeaturesIn);
  }

  /** Iterations. */
  get nIter(): number {
    return this.parts.trees.length / this.nTreesPerIteration;
  }

  /** Trees of an iteration: one, or one a class when there are more than two. */
  get nTreesPerIteration(): number {
    return this.parts.baseline.length;
  }

  /**
   * The raw predictions: of two classes one a row, else rows × classes.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  decisionFunction(input: MatrixLike): Float64Array | Matrix {
    return decisionsOf(this.raw(this.features("decisionFunction", input)));
  }

  /**
   * The labels after each iteration, one after the other.
   *
   * @throws {ModelsError} as {@link HistGradientBoostingClassifierModel.decisionFunction}, before the first.
   */
  stagedPredict(X: MatrixLike): Generator<L[], void, undefined> {
    return eachOf(this.stages("stagedPredict", X), (raw) => labelsByScores(this.classes, choicesOf(raw)));
  }

  /**
   * The probabilities of the classes after each iteration, rows × classes.
   *
   * @throws {ModelsError} as {@link HistGradientBoostingClassifierModel.decisionFunction}, before the first.
   */
  stagedPredictProba(X: MatrixLike): Generator<Matrix, void, undefined> {
    return eachOf(this.stages("stagedPredictProba", X), probabilitiesOf);
  }

  /**
   * The raw predictions after each iteration: of two classes one a row, else rows × classes.
   *
   * @throws {ModelsError} as {@link HistGradientBoostingClassifierModel.decisionFunction}, before the first.
   */
  stagedDecisionFunction(X: MatrixLike): Generator<Float64Array | Matrix, void, undefined> {
    return eachOf(this.stages("stagedDecisionFunction", X), decisionsOf);
  }

  protected override rules(): FeatureRules {
    return { allowNaN: true };
  }

  protected override choices(X: Matrix | CsrMatrix): Matrix {
    return choicesOf(this.raw(X));
  }

  protected probabilities(X: Matrix | CsrMatrix): Matrix {
    return probabilitiesOf(this.raw(X));
  }

  private stages(method: string, X: MatrixLike): Generator<readonly Float64Array[], void, undefined> {
    return stagedPredictions(this.parts, toDense(this.kind, this.features(method, X)));
  }

  private raw(X: Matrix | CsrMatrix): readonly Float64Array[] {
    return rawPredictions(this.parts, toDense(this.kind, X));
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return { ...this.facts(), ...boostedState(this.parts) };
  }
}

function decisionsOf(raw: readonly Float64Array[]): Float64Array | Matrix {
  return raw.length === 1 ? (raw[0] as Float64Array) : interleaved(raw);
}

function fit<L extends Label>(
  settings: Settings,
  input: MatrixLike,
  y: LabelsLike<L>,
  fitOptions: FitOptions = {},
): HistGradientBoostingClassifierModel<L> {
  const owner = "histGradientBoostingClassifier.fit";
  const features = featuresToFit("histGradientBoostingClassifier", input, { allowNaN: true });
  const dense = toDense(owner, features.X);
  const { classes, codes: labels } = labelsToFit(owner, y, dense.rows);
  const own = weightsOf(owner, fitOptions, dense.rows);
  // Balanced classes are counted by rows here, whatever the rows weigh.
  const byClass = rowWeights(owner, settings.classWeight, classes, labels, undefined);
  const weights =
    own === undefined || byClass === undefined ? (own ?? byClass) : own.map((each, i) => each * (byClass[i] as number));
  const codes = learnCategories(owner, dense, settings.categoricalFeatures, features.names, settings.maxBins);
  const loss = classes.length === 2 ? binomialLoss : multinomialLoss(classes.length);
  const problem = {
    owner,
    X: encodeRows(dense, codes),
    codes,
    y: Float64Array.from(labels),
    weights,
    stratify: labels,
    loss,
    scored: {
      truth: (codes: Float64Array) => Array.from(codes, (code) => classes[code]),
      model: (raw: RawPredictions) => rawClassifier(classes, raw),
    },
  };
  const facts = { classes, nFeaturesIn: dense.cols, featureNamesIn: features.names };
  return new HistGradientBoostingClassifierModel<L>(facts, { ...boost(problem, settings), codes });
}

/** How a saved boosting for classes is read. */
export const histGradientBoostingClassifierKind = {
  kind: "histGradientBoostingClassifier",
  fromState: (saved: SavedModel): HistGradientBoostingClassifierModel => {
    const read = new StateReader(saved);
    return new HistGradientBoostingClassifierModel(readClassifierFacts(read), readBoosted(saved.kind, read));
  },
} as const;
