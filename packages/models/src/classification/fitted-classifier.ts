import type { CsrMatrix, Label, Matrix, MatrixLike } from "@mlsys/core";
import type { FitOptions, LabelsLike, ProbabilisticClassifierModel } from "../estimator.ts";
import { featuresToUse } from "../internal/features.ts";
import type { FeatureRules } from "../internal/features.ts";
import { accuracy, labelsByScores } from "../internal/labels.ts";
import { normalizedExp, normalizeLogs } from "../internal/log-sum-exp.ts";
import { weightsOf } from "../internal/targets.ts";
import type { ModelWarning } from "../model-warning.ts";
import { Fitted } from "../persistence/fitted.ts";

/** What a classifier knows of its data. */
export interface ClassifierFacts<L extends Label> {
  readonly classes: readonly L[];
  readonly nFeaturesIn: number;
  readonly featureNamesIn: readonly string[] | undefined;
  readonly warnings?: readonly ModelWarning[];
}

/** What all our classifiers share that give each class a joint log-likelihood: the rest follows from that. */
export abstract class FittedClassifier<L extends Label> extends Fitted implements ProbabilisticClassifierModel<L> {
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

  /** ln P(class, row) up to a constant a row, rows × classes, for an X that is found at `where`. */
  protected abstract jointLogs(X: Matrix | CsrMatrix, where: string): Matrix;

  /** What labels are chosen by: rows × classes, or of two classes how much more the second one has. */
  protected choices(X: Matrix | CsrMatrix, where: string): Matrix {
    return this.jointLogs(X, where);
  }

  /** What the classifier takes besides finite numbers. */
  protected rules(): FeatureRules {
    return {};
  }

  /** What X must fulfil besides being finite. */
  protected check(_X: Matrix | CsrMatrix, _where: string): void {
    // Nothing more by default.
  }

  /**
   * The most probable label of each row.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  predict(X: MatrixLike): L[] {
    return labelsByScores(this.classes, this.choices(this.features("predict", X), this.place("predict")));
  }

  /**
   * The probability of each class, rows × classes in the order of `classes`.
   *
   * @throws {ModelsError} as {@link FittedClassifier.predict}.
   */
  predictProba(X: MatrixLike): Matrix {
    const logs = this.logs("predictProba", X);
    normalizedExp(logs);
    return logs;
  }

  /**
   * The natural logarithms of the probabilities.
   *
   * @throws {ModelsError} as {@link FittedClassifier.predict}.
   */
  predictLogProba(X: MatrixLike): Matrix {
    const logs = this.logs("predictLogProba", X);
    normalizeLogs(logs);
    return logs;
  }

  /**
   * The share of rows whose label is predicted.
   *
   * @throws {ModelsError} as {@link FittedClassifier.predict}; `lengthMismatch`.
   */
  score(X: MatrixLike, y: LabelsLike<L>, fitOptions: FitOptions = {}): number {
    const predicted = this.predict(X);
    const owner = `${this.kind}.score`;
    return accuracy(owner, predicted, y, weightsOf(owner, fitOptions, predicted.length));
  }

  /** {@link FittedClassifier.jointLogs} of what a method was given. */
  protected logs(method: string, X: MatrixLike): Matrix {
    return this.jointLogs(this.features(method, X), this.place(method));
  }

  protected features(method: string, input: MatrixLike): Matrix | CsrMatrix {
    const X = featuresToUse(`${this.kind}.${method}`, input, this, this.rules());
    this.check(X, this.place(method));
    return X;
  }

  /** Where the X of a method is found. */
  protected place(method: string): string {
    return `${this.kind}.${method}, X`;
  }
}
