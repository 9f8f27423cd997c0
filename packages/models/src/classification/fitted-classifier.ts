import type { CsrMatrix, Label, Matrix, MatrixLike } from "@mlsys/core";
import type { FitOptions, LabelsLike, ProbabilisticClassifierModel } from "../estimator.ts";
import { featuresToUse } from "../internal/features.ts";
import { accuracy, labelsOf } from "../internal/labels.ts";
import { largestColumns, normalizeLogs } from "../internal/log-sum-exp.ts";
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

  /** ln P(class, row) up to a constant a row: rows × classes. */
  protected abstract jointLogs(X: Matrix | CsrMatrix): Matrix;

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
    const best = largestColumns(this.jointLogs(this.features("predict", X)));
    return labelsOf(this.classes, best);
  }

  /**
   * The probability of each class, rows × classes in the order of `classes`.
   *
   * @throws {ModelsError} as {@link FittedClassifier.predict}.
   */
  predictProba(X: MatrixLike): Matrix {
    const logs = this.logProba("predictProba", X);
    for (let at = 0; at < logs.data.length; at++) logs.data[at] = Math.exp(logs.data[at] as number);
    return logs;
  }

  /**
   * The natural logarithms of the probabilities.
   *
   * @throws {ModelsError} as {@link FittedClassifier.predict}.
   */
  predictLogProba(X: MatrixLike): Matrix {
    return this.logProba("predictLogProba", X);
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

  private logProba(method: string, X: MatrixLike): Matrix {
    const logs = this.jointLogs(this.features(method, X));
    normalizeLogs(logs);
    return logs;
  }

  protected features(method: string, input: MatrixLike): Matrix | CsrMatrix {
    const X = featuresToUse(`${this.kind}.${method}`, input, this);
    this.check(X, `${this.kind}.${method}, X`);
    return X;
  }
}
