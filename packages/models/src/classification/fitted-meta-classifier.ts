import { Matrix } from "@mlsys/core";
import type { Label } from "@mlsys/core";
import type {
  ClassifierModel,
  FitOptions,
  FittedModel,
  LabelsLike,
  ProbabilisticClassifierModel,
} from "../estimator.ts";
import { nFeaturesOf } from "../internal/features.ts";
import { accuracy, labelsByScores } from "../internal/labels.ts";
import { weightsOf } from "../internal/targets.ts";
import type { ModelWarning } from "../model-warning.ts";
import { Fitted } from "../persistence/fitted.ts";

/** What classifiers share that are made of other classifiers and choose labels: they hand X on, whatever it is. */
export abstract class FittedMetaLabels<L extends Label, In> extends Fitted implements ClassifierModel<L, In> {
  /** The labels, sorted: numbers ascending, text by code point, false before true. */
  readonly classes: readonly L[];

  protected constructor(classes: readonly L[], warnings: readonly ModelWarning[]) {
    super(warnings);
    this.classes = classes;
  }

  /** The classifiers inside. */
  protected abstract get inner(): readonly FittedModel[];

  /** Number of columns; undefined where the classifiers inside do not take columns. */
  get nFeaturesIn(): number | undefined {
    return nFeaturesOf(this.inner[0]);
  }

  /** What the label is chosen by: the largest of a row. */
  protected abstract choices(X: In): Matrix;

  /**
   * The most probable label of each row, or the one of most votes; of equal ones the first.
   *
   * @throws {ModelsError} what the classifiers inside throw.
   */
  predict(X: In): L[] {
    return labelsByScores(this.classes, this.choices(X));
  }

  /**
   * The share of rows whose label is predicted.
   *
   * @throws {ModelsError} as {@link FittedMetaClassifier.predict}; `lengthMismatch`.
   */
  score(X: In, y: LabelsLike<L>, fitOptions: FitOptions = {}): number {
    const predicted = this.predict(X);
    const owner = `${this.kind}.score`;
    return accuracy(owner, predicted, y, weightsOf(owner, fitOptions, predicted.length));
  }
}

/** The same, where they give probabilities. */
export abstract class FittedMetaClassifier<L extends Label, In>
  extends FittedMetaLabels<L, In>
  implements ProbabilisticClassifierModel<L, In>
{
  /** The probability of each class, rows × classes. */
  protected abstract probabilities(X: In): Matrix;

  protected choices(X: In): Matrix {
    return this.probabilities(X);
  }

  /**
   * The probability of each class, rows × classes in the order of `classes`.
   *
   * @throws {ModelsError} what the classifiers inside throw; `notSupported` when they give no probabilities.
   */
  predictProba(X: In): Matrix {
    return this.probabilities(X);
  }

  /**
   * The natural logarithms of the probabilities.
   *
   * @throws {ModelsError} as {@link FittedMetaClassifier.predictProba}.
   */
  predictLogProba(X: In): Matrix {
    const { rows, cols, data } = this.predictProba(X);
    return new Matrix(rows, cols, data.map(Math.log));
  }
}
