import { boolean, Matrix, parseOptions } from "@mlsys/core";
import type { CsrMatrix, Label, MatrixLike } from "@mlsys/core";
import { FittedClassifier } from "../classification/fitted-classifier.ts";
import type { ClassifierFacts } from "../classification/fitted-classifier.ts";
import type { FitOptions, LabelsLike, PartialFitOptions, ProbabilisticClassifier } from "../estimator.ts";
import { featuresToFit, featuresToUse } from "../internal/features.ts";
import { multiply } from "../internal/products.ts";
import { ModelsError } from "../models-error.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import {
  assertNonNegative,
  byFeature,
  countClasses,
  countMore,
  discreteSpecs,
  logPriors,
  readDiscrete,
  savedDiscrete,
  smoothing,
  smoothingAt,
} from "./discrete-nb.ts";
import type { ClassCounts, DiscreteSettings } from "./discrete-nb.ts";
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
    partialFit: (X, y, fitOptions) => partialFit(settings, X, y, fitOptions),
    fit: (X, y, fitOptions) => fit(settings, X, y, fitOptions),
  };
}

interface ComplementSettings extends DiscreteSettings {
  readonly norm: boolean;
}

interface Learned {
  readonly featureCount: Matrix;
  readonly featureAll: Float64Array;
  readonly classCount: Float64Array;
  readonly featureLogProb: Matrix;
  readonly classLogPrior: Float64Array;
}

/** A fitted complement naive Bayes classifier. */
export class ComplementNBModel<L extends Label = Label> extends FittedClassifier<L> {
  readonly kind = "complementNB";
  /** The weighted sum of each feature in each class, classes × features. */
  readonly featureCount: Matrix;
  /** The weighted sum of each feature. */
  readonly featureAll: Float64Array;
  /** The weighted number of rows of each class. */
  readonly classCount: Float64Array;
  /** The weight of each feature for each class, classes × features. */
  readonly featureLogProb: Matrix;
  /** ln P(class). */
  readonly classLogPrior: Float64Array;
  private readonly settings: ComplementSettings;
  private weights: Float64Array | undefined;

  /** @internal */
  constructor(settings: ComplementSettings, facts: ClassifierFacts<L>, learned: Learned) {
    super(facts);
    this.settings = settings;
    this.featureCount = learned.featureCount;
    this.featureAll = learned.featureAll;
    this.classCount = learned.classCount;
    this.featureLogProb = learned.featureLogProb;
    this.classLogPrior = learned.classLogPrior;
  }

  /**
   * Counts further rows too: a new model; this one stays as it is.
   *
   * @throws {ModelsError} `shapeMismatch`, `lengthMismatch`, `nonFinite`; `invalidInput` for a label that is not in `classes`.
   */
  partialFit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): ComplementNBModel<L> {
    return partialFit(this.settings, X, y, options, this);
  }

  protected override check(X: Matrix | CsrMatrix, where: string): void {
    assertNonNegative(X, where);
  }

  protected jointLogs(X: Matrix | CsrMatrix): Matrix {
    const k = this.classes.length;
    this.weights ??= byFeature(this.featureLogProb);
    const logs = new Matrix(X.rows, k);
    multiply(X, this.weights, k, k === 1 ? this.classLogPrior : undefined, logs.data);
    return logs;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      classes: this.classes,
      featureNamesIn: this.featureNamesIn ?? null,
      featureCount: matrixState(this.featureCount),
      featureAll: this.featureAll,
      classCount: this.classCount,
      featureLogProb: matrixState(this.featureLogProb),
      classLogPrior: this.classLogPrior,
      norm: this.settings.norm,
      ...savedDiscrete(this.settings),
    };
  }
}

function fit<L extends Label>(
  settings: ComplementSettings,
  input: MatrixLike,
  y: LabelsLike<L>,
  fitOptions: FitOptions = {},
): ComplementNBModel<L> {
  const owner = "complementNB.fit";
  const { X, names } = featuresToFit("complementNB", input);
  assertNonNegative(X, `${owner}, X`);
  return modelOf(owner, settings, countClasses(owner, X, y, fitOptions), names);
}

function partialFit<L extends Label>(
  settings: ComplementSettings,
  input: MatrixLike,
  y: LabelsLike<L>,
  options: PartialFitOptions<L>,
  known?: ComplementNBModel<L>,
): ComplementNBModel<L> {
  const owner = "complementNB.partialFit";
  const first = known === undefined ? featuresToFit("complementNB", input) : undefined;
  const X = first?.X ?? featuresToUse(owner, input, known as ComplementNBModel<L>);
  assertNonNegative(X, `${owner}, X`);
  const names = first === undefined ? known?.featureNamesIn : first.names;
  return modelOf(owner, settings, countMore(owner, X, y, options, known), names);
}

function modelOf<L extends Label>(
  owner: string,
  settings: ComplementSettings,
  { classes, featureCount, classCount }: ClassCounts<L>,
  names: readonly string[] | undefined,
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
      featureAll,
      classCount,
      featureLogProb: complementWeights(featureCount, featureAll, alpha, settings.norm),
      classLogPrior: logPriors(owner, settings, classCount),
    },
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
    const featureLogProb = read.matrix("featureLogProb");
    const classes = read.labels("classes");
    if (classes.length !== featureLogProb.rows) read.refuse("classes", "one label a row of featureLogProb");
    return new ComplementNBModel(
      { ...readDiscrete("complementNB", read), norm: read.boolean("norm") },
      { classes, nFeaturesIn: featureLogProb.cols, featureNamesIn: read.optionalTexts("featureNamesIn") },
      {
        featureLogProb,
        featureCount: read.matrix("featureCount"),
        featureAll: read.vector("featureAll", featureLogProb.cols),
        classCount: read.vector("classCount", classes.length),
        classLogPrior: read.vector("classLogPrior", classes.length),
      },
    );
  },
} as const;
