import { boolean, Matrix, parseOptions } from "@mlsys/core";
import type { CsrMatrix, Label, MatrixLike } from "@mlsys/core";
import type { ClassifierFacts } from "../classification/fitted-classifier.ts";
import type { FitOptions, LabelsLike, PartialFitOptions, ProbabilisticClassifier } from "../estimator.ts";
import type { FeatureRules } from "../internal/features.ts";
import { byFeature, linearScores } from "../internal/linear-scores.ts";
import { ModelsError } from "../models-error.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
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
import type { DiscreteParts } from "./fitted-discrete-nb.ts";
import type { MultinomialNBOptions } from "./multinomial-nb.ts";

/** Options of {@link complementNB}. */
export interface ComplementNBOptions extends MultinomialNBOptions {
  /** Whether the weights of each class are divided by their sum. Default false. */
  readonly norm?: boolean;
}

/** An unfitted complement naive Bayes classifier. */
export interface ComplementNB extends ProbabilisticClassifier {
  fit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options?: FitOptions): ComplementNBModel<L>;
  /** Counts the first rows of a stream. */
  partialFit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options: PartialFitOptions<L>): ComplementNBModel<L>;
}

/**
 * Naive Bayes that learns each class from the rows of all others, which suits classes of very different size. The priors count
 * only when there is a single class, as in scikit-learn.
 *
 * @param options - `alpha`, `forceAlpha`, `fitPrior`, `classPrior`, `norm`.
 * @returns the unfitted classifier.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.naive_bayes.ComplementNB.html
 *
 * @example
 * ```ts
 * import { complementNB } from "@mlsys/models";
 *
 * const model = complementNB().fit([[2, 0], [1, 0], [0, 3]], ["up", "up", "down"]);
 * model.predict([[1, 0], [0, 1]]); // => ["up", "down"]
 * ```
 */
export function complementNB(options: ComplementNBOptions = {}): ComplementNB {
  const specs = { ...discreteSpecs(), norm: { rule: boolean(), default: false } } as const;
  const settings = parseOptions("complementNB", options, specs, ModelsError);
  return {
    kind: "complementNB",
    estimatorType: "classifier",
    options: { ...settings },
    partialFit: (X, y, fitOptions) =>
      modelOf(settings, countedPartialFit("complementNB", nonNegative, X, y, fitOptions)),
    fit: (X, y, fitOptions) => modelOf(settings, countedFit("complementNB", nonNegative, X, y, fitOptions)),
  };
}

interface ComplementSettings extends DiscreteSettings {
  readonly norm: boolean;
}

/** A fitted complement naive Bayes classifier. */
export class ComplementNBModel<L extends Label = Label> extends FittedDiscreteNB<L, ComplementSettings> {
  readonly kind = "complementNB";
  /** The weighted sum of each feature. */
  readonly featureAll: Float64Array;
  private weights: Float64Array | undefined;

  /** @internal */
  constructor(settings: ComplementSettings, facts: ClassifierFacts<L>, parts: DiscreteParts, featureAll: Float64Array) {
    super(settings, facts, parts);
    this.featureAll = featureAll;
  }

  /**
   * Counts further rows too: a new model; this one stays as it is.
   *
   * @throws {ModelsError} `shapeMismatch`, `lengthMismatch`, `nonFinite`; `invalidInput` for a label that is not in `classes`.
   */
  partialFit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): ComplementNBModel<L> {
    return modelOf(this.settings, countedPartialFit("complementNB", nonNegative, X, y, options, this));
  }

  protected override check(X: Matrix | CsrMatrix, where: string): void {
    nonNegative(X, where);
  }

  protected override rules(): FeatureRules {
    return { isCheckedLater: true };
  }

  protected jointLogs(X: Matrix | CsrMatrix, where: string): Matrix {
    const k = this.classes.length;
    this.weights ??= byFeature(this.featureLogProb);
    return linearScores(where, X, this.weights, k, k === 1 ? this.classLogPrior : undefined);
  }

  protected override learned(): { readonly [key: string]: StateValue } {
    return { ...super.learned(), featureAll: this.featureAll, norm: this.settings.norm };
  }
}

function modelOf<L extends Label>(
  settings: ComplementSettings,
  { owner, names, classes, featureCount, classCount }: CountedFit<L>,
): ComplementNBModel<L> {
  const featureAll = new Float64Array(featureCount.cols);
  for (let at = 0; at < featureCount.data.length; at++) {
    const j = at % featureCount.cols;
    featureAll[j] = (featureAll[j] as number) + (featureCount.data[at] as number);
  }
  const alpha = smoothing(owner, settings, featureCount.cols);
  return new ComplementNBModel<L>(
    settings,
    { classes, nFeaturesIn: featureCount.cols, featureNamesIn: names },
    {
      featureCount,
      classCount,
      featureLogProb: complementWeights(featureCount, featureAll, alpha, settings.norm),
      classLogPrior: logPriors(owner, settings, classCount),
    },
    featureAll,
  );
}

/** The negated logarithms of how frequent each feature is outside of each class. */
function complementWeights(counts: Matrix, all: Float64Array, alpha: number | Float64Array, norm: boolean): Matrix {
  const { rows, cols } = counts;
  const weights = new Matrix(rows, cols);
  for (let c = 0; c < rows; c++) {
    const row = weights.row(c);
    let total = 0;
    for (let j = 0; j < cols; j++) {
      row[j] = (all[j] as number) + smoothingAt(alpha, j) - counts.get(c, j);
      total += row[j] as number;
    }
    let sum = 0;
    for (let j = 0; j < cols; j++) {
      // Without any count outside the class every feature says the same.
      row[j] = total === 0 ? 0 : Math.log((row[j] as number) / total);
      sum += row[j] as number;
    }
    // A single feature has logarithm 0 and nothing to divide by.
    const divisor = norm && sum !== 0 ? sum : -1;
    for (let j = 0; j < cols; j++) row[j] = (row[j] as number) / divisor;
  }
  return weights;
}

/** How a saved complement naive Bayes classifier is read. */
export const complementNBKind = {
  kind: "complementNB",
  fromState: (saved: SavedModel): ComplementNBModel => {
    const read = new StateReader(saved);
    const { settings, facts, parts } = readDiscreteNB("complementNB", read);
    const featureAll = read.vector("featureAll", facts.nFeaturesIn);
    return new ComplementNBModel({ ...settings, norm: read.boolean("norm") }, facts, parts, featureAll);
  },
} as const;
