import { Matrix } from "@mlsys/core";
import type { CsrMatrix, Label, MatrixLike } from "@mlsys/core";
import type { FitOptions, LabelsLike, ProbabilisticClassifierModel } from "../estimator.ts";
import { featuresToUse } from "../internal/features.ts";
import type { FeatureRules } from "../internal/features.ts";
import { accuracy, labelsByScores } from "../internal/labels.ts";
import { weightsOf } from "../internal/targets.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { StateValue } from "../persistence/saved-model.ts";
import type { StateReader } from "../persistence/state-reader.ts";
import type { ClassifierFacts } from "./fitted-classifier.ts";

/** What all our classifiers share that work out probabilities themselves: the rest follows from those. */
export abstract class FittedProbabilities<L extends Label> extends Fitted implements ProbabilisticClassifierModel<L> {
  /** The labels, sorted: numbers ascending, text by code point, false before true. */
  readonly classes: readonly L[];
  /** Number of features. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;

  protected constructor({ classes, nFeaturesIn, featureNamesIn, warnings }: ClassifierFacts<L>) {
    super(warnings);
    this.classes = classes;
    this.nFeaturesIn = nFeaturesIn;
    this.featureNamesIn = featureNamesIn;
  }

  /** The probability of each class, rows × classes. */
  protected abstract probabilities(X: Matrix | CsrMatrix): Matrix;

  /** What the classifier takes besides finite numbers. */
  protected rules(): FeatureRules {
    return {};
  }

  /**
   * The most probable label of each row; of equally probable ones the first.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  predict(X: MatrixLike): L[] {
    return labelsByScores(this.classes, this.choices(this.features("predict", X)));
  }

  /**
   * The probability of each class, rows × classes in the order of `classes`.
   *
   * @throws {ModelsError} as {@link FittedProbabilities.predict}.
   */
  predictProba(X: MatrixLike): Matrix {
    return this.probabilities(this.features("predictProba", X));
  }

  /**
   * The natural logarithms of the probabilities.
   *
   * @throws {ModelsError} as {@link FittedProbabilities.predict}.
   */
  predictLogProba(X: MatrixLike): Matrix {
    const { rows, cols, data } = this.predictProba(X);
    return new Matrix(rows, cols, data.map(Math.log));
  }

  /**
   * The share of rows whose label is predicted.
   *
   * @throws {ModelsError} as {@link FittedProbabilities.predict}; `lengthMismatch`.
   */
  score(X: MatrixLike, y: LabelsLike<L>, fitOptions: FitOptions = {}): number {
    const predicted = this.predict(X);
    const owner = `${this.kind}.score`;
    return accuracy(owner, predicted, y, weightsOf(owner, fitOptions, predicted.length));
  }

  /** What the label is chosen by: the largest of a row. */
  protected choices(X: Matrix | CsrMatrix): Matrix {
    return this.probabilities(X);
  }

  protected features(method: string, X: MatrixLike): Matrix | CsrMatrix {
    return featuresToUse(`${this.kind}.${method}`, X, this, this.rules());
  }

  /** The facts, to be saved. */
  protected facts(): { readonly [key: string]: StateValue } {
    return {
      classes: this.classes,
      nFeaturesIn: this.nFeaturesIn,
      featureNamesIn: this.featureNamesIn ?? null,
    };
  }
}

/** Reads what {@link FittedProbabilities} knows of its data. */
export function readClassifierFacts(read: StateReader): ClassifierFacts<Label> {
  return {
    classes: read.labels("classes"),
    nFeaturesIn: read.number("nFeaturesIn"),
    featureNamesIn: read.optionalTexts("featureNamesIn"),
  };
}
