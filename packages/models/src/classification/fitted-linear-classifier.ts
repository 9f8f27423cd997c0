import type { Label, Matrix, MatrixLike } from "@mlsys/core";
import type { ClassifierModel, FitOptions, LabelsLike } from "../estimator.ts";
import { accuracy, labelsByScores } from "../internal/labels.ts";
import { byFeature, linearPredictions } from "../internal/linear-scores.ts";
import { weightsOf } from "../internal/targets.ts";
import { Fitted } from "../persistence/fitted.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { StateValue } from "../persistence/saved-model.ts";
import type { StateReader } from "../persistence/state-reader.ts";
import type { ClassifierFacts } from "./fitted-classifier.ts";

/** What a linear classifier learned. */
export interface LinearScores {
  /** 1 × features for two classes (of the second), else classes × features. */
  readonly coef: Matrix;
  /** One a row of `coef`. */
  readonly intercept: Float64Array;
}

/** What all linear classifiers share that give scores rather than probabilities. */
export abstract class FittedLinearClassifier<L extends Label> extends Fitted implements ClassifierModel<L> {
  /** The labels, sorted: numbers ascending, text by code point, false before true. */
  readonly classes: readonly L[];
  /** 1 × features for two classes (of the second), else classes × features. */
  readonly coef: Matrix;
  /** One a row of `coef`. */
  readonly intercept: Float64Array;
  /** Number of features. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;
  private byFeature: Float64Array | undefined;

  protected constructor(facts: ClassifierFacts<L>, { coef, intercept }: LinearScores) {
    super(facts.warnings);
    this.classes = facts.classes;
    this.nFeaturesIn = facts.nFeaturesIn;
    this.featureNamesIn = facts.featureNamesIn;
    this.coef = coef;
    this.intercept = intercept;
  }

  /**
   * The linear scores: of the second class for two classes (one a row), else rows × classes.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  decisionFunction(X: MatrixLike): Float64Array | Matrix {
    const scores = this.scores("decisionFunction", X);
    return scores.cols === 1 ? scores.data : scores;
  }

  /**
   * The label of the highest score of each row.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  predict(X: MatrixLike): L[] {
    return labelsByScores(this.classes, this.scores("predict", X));
  }

  /**
   * The share of rows whose label is predicted.
   *
   * @throws {ModelsError} as `predict`; `lengthMismatch`.
   */
  score(X: MatrixLike, y: LabelsLike<L>, fitOptions: FitOptions = {}): number {
    const predicted = this.predict(X);
    const owner = `${this.kind}.score`;
    return accuracy(owner, predicted, y, weightsOf(owner, fitOptions, predicted.length));
  }

  protected scores(method: string, input: MatrixLike): Matrix {
    this.byFeature ??= byFeature(this.coef);
    return linearPredictions(`${this.kind}.${method}`, input, this, this.byFeature, this.coef.rows, this.intercept);
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      classes: this.classes,
      featureNamesIn: this.featureNamesIn ?? null,
      coef: matrixState(this.coef),
      intercept: this.intercept,
    };
  }
}

/** The parts of a saved linear classifier. */
export function readLinearClassifier(read: StateReader): {
  readonly facts: ClassifierFacts<Label>;
  readonly scores: LinearScores;
} {
  const [coef, classes] = [read.matrix("coef"), read.labels("classes")];
  if (classes.length !== (coef.rows === 1 ? 2 : coef.rows)) read.refuse("classes", "as many labels as coef has rows");
  return {
    facts: { classes, nFeaturesIn: coef.cols, featureNamesIn: read.optionalTexts("featureNamesIn") },
    scores: { coef, intercept: read.vector("intercept", coef.rows) },
  };
}
