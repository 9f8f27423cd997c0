import type { Matrix, MatrixLike } from "@mlsys/core";
import type { FitOptions } from "../estimator.ts";
import { Fitted } from "../persistence/fitted.ts";
import type { ModelWarning } from "../model-warning.ts";
import type { Answers } from "./answers.ts";
import type { KnownFeatures } from "./features.ts";
import { weightsOf } from "./targets.ts";

/** What a model by answers knows of its data. */
export interface AnswerFacts extends KnownFeatures {
  readonly warnings?: readonly ModelWarning[];
}

/** What all models share that predict by averages of what they have learned from rows: numbers, or shares of classes. */
export abstract class FittedByAnswers<Prediction, Truth> extends Fitted {
  /** Number of features. */
  readonly nFeaturesIn: number;
  /** The column names of the fit, where X was a table. */
  readonly featureNamesIn: readonly string[] | undefined;
  protected readonly answers: Answers<Prediction, Truth>;

  protected constructor({ nFeaturesIn, featureNamesIn, warnings }: AnswerFacts, answers: Answers<Prediction, Truth>) {
    super(warnings);
    this.nFeaturesIn = nFeaturesIn;
    this.featureNamesIn = featureNamesIn;
    this.answers = answers;
  }

  /** The averages of each row: rows × numbers. */
  protected abstract values(method: string, X: MatrixLike): Matrix;

  /**
   * What is predicted for each row: the average, or the label of the largest share (of equal ones the first); with several targets the
   * averages as a matrix, rows × targets, or a row of labels.
   *
   * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `unknownColumn`.
   */
  predict(X: MatrixLike): Prediction {
    return this.answers.predict(this.values("predict", X));
  }

  /**
   * How good predictions are, weighted by `sampleWeight`: the share of rows whose label, or whose labels are all predicted, or the
   * coefficient of determination R², its mean over the targets.
   *
   * @throws {ModelsError} as {@link FittedByAnswers.predict}; `lengthMismatch`.
   */
  score(X: MatrixLike, y: Truth, fitOptions: FitOptions = {}): number {
    const owner = `${this.kind}.score`;
    const values = this.values("score", X);
    return this.answers.score(owner, this.answers.predict(values), y, weightsOf(owner, fitOptions, values.rows));
  }
}
