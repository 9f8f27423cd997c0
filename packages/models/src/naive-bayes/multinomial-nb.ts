import { Matrix, parseOptions } from "@mlsys/core";
import type { CsrMatrix, Label, MatrixLike } from "@mlsys/core";
import type { FitOptions, LabelsLike, PartialFitOptions, ProbabilisticClassifier } from "../estimator.ts";
import type { FeatureRules } from "../internal/features.ts";
import { byFeature, linearScores } from "../internal/linear-scores.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import {
  countedFit,
  countedPartialFit,
  discreteSpecs,
  logPriors,
  nonNegative,
  smoothing,
  smoothingAt,
} from "./discrete-nb.ts";
import type { CountedFit, DiscreteSettings } from "./discrete-nb.ts";
import { FittedDiscreteNB, readDiscreteNB } from "./fitted-discrete-nb.ts";

/** Options of {@link multinomialNB}. */
export interface MultinomialNBOptions {
  /** What is added to each count, one number or one a feature. Default 1. */
  readonly alpha?: number | readonly number[] | Float64Array;
  /** Whether an `alpha` below 1e-10 is kept as it is. Default true. */
  readonly forceAlpha?: boolean;
  /** Whether classes are as probable as they are frequent in y; else all alike. Default true. */
  readonly fitPrior?: boolean;
  /** The probability of each class, in the sorted order of the classes, instead of learning it. */
  readonly classPrior?: readonly number[] | Float64Array | null;
}

/** An unfitted multinomial naive Bayes classifier. */
export interface MultinomialNB extends ProbabilisticClassifier {
  fit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options?: FitOptions): MultinomialNBModel<L>;
  /** Counts the first rows of a stream. */
  partialFit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options: PartialFitOptions<L>): MultinomialNBModel<L>;
}

/**
 * Naive Bayes for counts (or weights of at least 0), such as terms of texts, with scikit-learn's probabilities. Sparse data stays
 * sparse.
 *
 * @param options - `alpha`, `forceAlpha`, `fitPrior`, `classPrior`.
 * @returns the unfitted classifier.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.naive_bayes.MultinomialNB.html
 *
 * @example
 * ```ts
 * import { multinomialNB } from "@mlsys/models";
 *
 * const model = multinomialNB().fit([[2, 0], [1, 0], [0, 3]], ["up", "up", "down"]);
 * model.classes; // => ["down", "up"]
 * model.predict([[1, 0], [0, 1]]); // => ["up", "down"]
 * model.classCount; // => Float64Array.of(1, 2)
 * ```
 */
export function multinomialNB(options: MultinomialNBOptions = {}): MultinomialNB {
  const parsed: DiscreteSettings = parseOptions("multinomialNB", options, discreteSpecs(), ModelsError);
  return {
    kind: "multinomialNB",
    estimatorType: "classifier",
    options: { ...parsed },
    partialFit: (X, y, fitOptions) =>
      modelOf(parsed, countedPartialFit("multinomialNB", nonNegative, X, y, fitOptions)),
    fit: (X, y, fitOptions) => modelOf(parsed, countedFit("multinomialNB", nonNegative, X, y, fitOptions)),
  };
}

/** A fitted multinomial naive Bayes classifier. */
export class MultinomialNBModel<L extends Label = Label> extends FittedDiscreteNB<L, DiscreteSettings> {
  readonly kind = "multinomialNB";
  private byFeature: Float64Array | undefined;

  /**
   * Counts further rows too: a new model; this one stays as it is.
   *
   * @throws {ModelsError} `shapeMismatch`, `lengthMismatch`, `nonFinite`; `invalidInput` for a label that is not in `classes`.
   */
  partialFit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): MultinomialNBModel<L> {
    return modelOf(this.settings, countedPartialFit("multinomialNB", nonNegative, X, y, options, this));
  }

  protected override check(X: Matrix | CsrMatrix, where: string): void {
    nonNegative(X, where);
  }

  protected override rules(): FeatureRules {
    return { isCheckedLater: true };
  }

  protected jointLogs(X: Matrix | CsrMatrix, where: string): Matrix {
    const k = this.classes.length;
    this.byFeature ??= byFeature(this.featureLogProb);
    const logs = linearScores(where, X, this.byFeature, k, undefined);
    for (let at = 0; at < logs.data.length; at += k) {
      for (let c = 0; c < k; c++) logs.data[at + c] = (logs.data[at + c] as number) + (this.classLogPrior[c] as number);
    }
    return logs;
  }
}

function modelOf<L extends Label>(
  settings: DiscreteSettings,
  { owner, names, classes, featureCount, classCount }: CountedFit<L>,
): MultinomialNBModel<L> {
  return new MultinomialNBModel<L>(
    settings,
    { classes, nFeaturesIn: featureCount.cols, featureNamesIn: names },
    {
      featureCount,
      classCount,
      featureLogProb: logProbabilities(featureCount, smoothing(owner, settings, featureCount.cols)),
      classLogPrior: logPriors(owner, settings, classCount),
    },
  );
}

function logProbabilities(counts: Matrix, alpha: number | Float64Array): Matrix {
  const { rows, cols } = counts;
  const logs = new Matrix(rows, cols);
  for (let c = 0; c < rows; c++) {
    const row = c * cols;
    let total = 0;
    for (let j = 0; j < cols; j++) {
      const smoothed = (counts.data[row + j] as number) + smoothingAt(alpha, j);
      logs.data[row + j] = smoothed;
      total += smoothed;
    }
    const logTotal = Math.log(total);
    for (let j = 0; j < cols; j++) {
      // A class without any count has no probabilities: nothing is possible in it.
      logs.data[row + j] = total === 0 ? -Infinity : Math.log(logs.data[row + j] as number) - logTotal;
    }
  }
  return logs;
}

/** How a saved multinomial naive Bayes classifier is read. */
export const multinomialNBKind = {
  kind: "multinomialNB",
  fromState: (saved: SavedModel): MultinomialNBModel => {
    const { settings, facts, parts } = readDiscreteNB("multinomialNB", new StateReader(saved));
    return new MultinomialNBModel(settings, facts, parts);
  },
} as const;
