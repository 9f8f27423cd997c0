import { Matrix, oneOf, parseOptions } from "@mlsys/core";
import type { Label, MatrixLike } from "@mlsys/core";
import { FittedLinearClassifier } from "../classification/fitted-linear-classifier.ts";
import type { Classifier, FitOptions, LabelsLike, PartialFitOptions, ProbabilisticClassifier } from "../estimator.ts";
import { classWeightOption } from "../internal/class-weights.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { fitSgdClassifier, partialFitSgdClassifier } from "./sgd-fit.ts";
import type { FittedSgd, SgdClassifierSettings } from "./sgd-fit.ts";
import type { SgdLossName } from "./sgd-losses.ts";
import { assertSgdSettings, sgdSpecs } from "./sgd-options.ts";
import type { SgdOptions } from "./sgd-options.ts";
import { readSgdSettings, sgdSettings } from "./sgd-saved-settings.ts";
import { readSgd, savedSgd, usedWeights } from "./sgd-state.ts";
import type { SgdState } from "./sgd-state.ts";

/** Options of {@link sgdClassifier}. */
export interface SgdClassifierOptions extends SgdOptions {
  /**
   * The loss: `"hinge"` is a support vector machine, `"log_loss"` logistic regression; these two and `"modified_huber"` are the
   * usual ones, and the last two give probabilities. Default `"hinge"`.
   */
  readonly loss?: SgdLossName;
  /** Weights of the classes: `"balanced"`, or by label. Default null, all 1. */
  readonly classWeight?: "balanced" | Readonly<Record<string, number>> | null;
}

const LOSSES = [
  "hinge",
  "squared_hinge",
  "perceptron",
  "log_loss",
  "modified_huber",
  "squared_error",
  "huber",
  "epsilon_insensitive",
  "squared_epsilon_insensitive",
] as const;

const specs = () =>
  ({
    loss: { rule: oneOf(...LOSSES), default: "hinge" as SgdLossName },
    ...sgdSpecs(),
    classWeight: { rule: classWeightOption(), default: null },
  }) as const;

/** An unfitted classifier by stochastic gradient descent. */
export interface SgdClassifier extends Classifier {
  fit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options?: FitOptions): SgdClassifierModel<L>;
  /** One pass over the first rows of a stream. */
  partialFit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options: PartialFitOptions<L>): SgdClassifierModel<L>;
}

/** An unfitted classifier by stochastic gradient descent whose loss gives probabilities. */
export interface ProbabilisticSgdClassifier extends ProbabilisticClassifier {
  fit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options?: FitOptions): ProbabilisticSgdClassifierModel<L>;
  /** One pass over the first rows of a stream. */
  partialFit<L extends Label>(
    X: MatrixLike,
    y: LabelsLike<L>,
    options: PartialFitOptions<L>,
  ): ProbabilisticSgdClassifierModel<L>;
}

/**
 * Linear classifiers by stochastic gradient descent, step for step scikit-learn's: the same seed gives the same weights. One against
 * the rest for three or more classes. Sparse data stays sparse. `partialFit` learns from rows as they come: on the estimator for
 * the first ones, on the model for the next; with `average`, later passes go on from the intercept of the steps, which scikit-learn
 * 1.9 loses between passes.
 *
 * @param options - `loss`, `penalty`, `alpha`, `learningRate`, and more.
 * @returns the unfitted classifier; with `predictProba` for the losses `"log_loss"` and `"modified_huber"`.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.linear_model.SGDClassifier.html
 *
 * @example
 * ```ts
 * import { sgdClassifier } from "@mlsys/models";
 *
 * const X = [[-2], [-1], [1], [2]];
 * const y = ["low", "low", "high", "high"];
 * sgdClassifier({ randomState: 0 }).fit(X, y).predict([[-3], [3]]); // => ["low", "high"]
 *
 * let model = sgdClassifier().partialFit(X, y, { classes: ["low", "high"] });
 * model = model.partialFit(X, y);
 * model.t; // => 9
 * ```
 */
export function sgdClassifier(
  options: SgdClassifierOptions & { readonly loss: "log_loss" | "modified_huber" },
): ProbabilisticSgdClassifier;
export function sgdClassifier(options?: SgdClassifierOptions): SgdClassifier;
export function sgdClassifier(options: SgdClassifierOptions = {}): SgdClassifier {
  const parsed = parseOptions("sgdClassifier", options, specs(), ModelsError);
  const settings: SgdClassifierSettings = { ...parsed, ...sgdSettings(parsed) };
  assertSgdSettings("sgdClassifier", settings, settings.loss, "hinge");
  return {
    kind: "sgdClassifier",
    estimatorType: "classifier",
    options: { ...parsed },
    fit: (X, y, fitOptions) => modelOf(settings, fitSgdClassifier("sgdClassifier", settings, X, y, fitOptions)),
    partialFit: (X, y, fitOptions) =>
      modelOf(settings, partialFitSgdClassifier("sgdClassifier", settings, X, y, fitOptions)),
  };
}

function modelOf<L extends Label>(settings: SgdClassifierSettings, fitted: FittedSgd<L>): SgdClassifierModel<L> {
  const hasProbabilities = settings.loss === "log_loss" || settings.loss === "modified_huber";
  return hasProbabilities
    ? new ProbabilisticSgdClassifierModel(settings, fitted)
    : new SgdClassifierModel(settings, fitted);
}

/** A fitted classifier by stochastic gradient descent. */
export class SgdClassifierModel<L extends Label = Label> extends FittedLinearClassifier<L> {
  readonly kind = "sgdClassifier";
  /** Number of passes over the rows, the most that a class took. */
  readonly nIter: number;
  /** Number of the next step, 1 before any. */
  readonly t: number;
  /** The options of the fit. */
  protected readonly settings: SgdClassifierSettings;
  private readonly state: SgdState;

  /** @internal */
  constructor(settings: SgdClassifierSettings, { facts, state, nIter }: FittedSgd<L>) {
    super(facts, usedWeights(state, settings));
    this.settings = settings;
    this.state = state;
    this.nIter = nIter;
    this.t = state.t;
  }

  /**
   * One more pass, over further rows: a new model; this one stays as it is.
   *
   * @throws {ModelsError} `shapeMismatch`, `lengthMismatch`, `nonFinite`; `invalidInput` for a label that is not in `classes`.
   */
  partialFit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): this {
    return modelOf(
      this.settings,
      partialFitSgdClassifier("sgdClassifier", this.settings, X, y, options, {
        classes: this.classes,
        state: this.state,
        nFeaturesIn: this.nFeaturesIn,
        featureNamesIn: this.featureNamesIn,
      }),
    ) as this;
  }

  protected override learned(): { readonly [key: string]: StateValue } {
    const { loss, classWeight } = this.settings;
    return { ...super.learned(), ...savedSgd(this.state, this.settings), loss, classWeight, nIter: this.nIter };
  }
}

/** A fitted classifier by stochastic gradient descent whose loss gives probabilities. */
export class ProbabilisticSgdClassifierModel<L extends Label = Label> extends SgdClassifierModel<L> {
  /**
   * The probability of each class, rows × classes in the order of `classes`.
   *
   * @throws {ModelsError} as `predict`.
   */
  predictProba(X: MatrixLike): Matrix {
    const scores = this.scores("predictProba", X);
    const toShare = this.settings.loss === "log_loss" ? logistic : clipped;
    if (scores.cols === 1) {
      const both = new Matrix(scores.rows, 2);
      scores.data.forEach((score, i) => {
        both.data[2 * i + 1] = toShare(score);
        both.data[2 * i] = 1 - toShare(score);
      });
      return both;
    }
    for (let i = 0; i < scores.rows; i++) {
      const row = scores.row(i);
      let sum = 0;
      for (let c = 0; c < row.length; c++) sum += row[c] = toShare(row[c] as number);
      // A row that all classes reject belongs to each of them alike.
      for (let c = 0; c < row.length; c++) row[c] = sum === 0 ? 1 / row.length : (row[c] as number) / sum;
    }
    return scores;
  }

  /**
   * The natural logarithms of the probabilities.
   *
   * @throws {ModelsError} as `predict`.
   */
  predictLogProba(X: MatrixLike): Matrix {
    const shares = this.predictProba(X);
    for (let at = 0; at < shares.data.length; at++) shares.data[at] = Math.log(shares.data[at] as number);
    return shares;
  }
}

function logistic(score: number): number {
  return 1 / (1 + Math.exp(-score));
}

function clipped(score: number): number {
  return (Math.min(1, Math.max(-1, score)) + 1) / 2;
}

/** How a saved classifier by stochastic gradient descent is read. */
export const sgdClassifierKind = {
  kind: "sgdClassifier",
  fromState: (saved: SavedModel): SgdClassifierModel => {
    const read = new StateReader(saved);
    const loss = LOSSES.find((name) => name === read.text("loss")) ?? read.refuse("loss", "the name of a loss");
    const classWeight = read.value("classWeight");
    const settings = { ...readSgdSettings(read), loss, classWeight: classWeight as Readonly<Record<string, number>> };
    return modelOf(settings, readFitted(read));
  },
} as const;

/** A fitted descent of classes, read. */
export function readFitted(read: StateReader): FittedSgd<Label> {
  const state = readSgd(read);
  const classes = read.labels("classes");
  if (classes.length !== (state.coef.rows === 1 ? 2 : state.coef.rows)) read.refuse("classes", "a label a row of coef");
  const facts = { classes, nFeaturesIn: state.coef.cols, featureNamesIn: read.optionalTexts("featureNamesIn") };
  return { facts, state, nIter: read.number("nIter") };
}
