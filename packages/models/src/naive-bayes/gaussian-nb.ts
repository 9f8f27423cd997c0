import { either, Matrix, oneOf, parseOptions, real, satisfying } from "@mlsys/core";
import type { CsrMatrix, Label, MatrixLike } from "@mlsys/core";
import { FittedClassifier } from "../classification/fitted-classifier.ts";
import type { ClassifierFacts } from "../classification/fitted-classifier.ts";
import type { FitOptions, LabelsLike, ProbabilisticClassifier } from "../estimator.ts";
import { columnMoments } from "../internal/column-moments.ts";
import { featuresToFit } from "../internal/features.ts";
import { labelsToFit } from "../internal/labels.ts";
import { weightsOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";
import { ModelsError } from "../models-error.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";

/** Options of {@link gaussianNB}. */
export interface GaussianNBOptions {
  /** The probability of each class, in the sorted order of the classes; they add up to 1. Default null, learned. */
  readonly priors?: readonly number[] | null;
  /** The share of the largest variance that is added to all variances. Default 1e-9. */
  readonly varSmoothing?: number;
}

const isPriors = (value: unknown): value is readonly number[] =>
  Array.isArray(value) &&
  value.every((each) => typeof each === "number" && each >= 0) &&
  Math.abs(value.reduce<number>((sum, each) => sum + Number(each), 0) - 1) < 1e-8;

const specs = () =>
  ({
    priors: { rule: either(satisfying("an array of numbers that add up to 1", isPriors), oneOf(null)), default: null },
    varSmoothing: { rule: real({ min: 0 }), default: 1e-9 },
  }) as const;

interface Settings {
  readonly priors: readonly number[] | null;
  readonly varSmoothing: number;
}

/** An unfitted Gaussian naive Bayes classifier. */
export interface GaussianNB extends ProbabilisticClassifier {
  fit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options?: FitOptions): GaussianNBModel<L>;
}

/**
 * Naive Bayes for numbers: within a class each feature is normally distributed. A sparse X is made dense.
 *
 * @param options - `priors`, `varSmoothing`.
 * @returns the unfitted classifier.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.naive_bayes.GaussianNB.html
 *
 * @example
 * ```ts
 * import { gaussianNB } from "@mlsys/models";
 *
 * const model = gaussianNB().fit([[1], [2], [8], [9]], ["low", "low", "high", "high"]);
 * model.theta.toArray(); // => [[8.5], [1.5]]
 * model.predict([[0], [7]]); // => ["low", "high"]
 * ```
 */
export function gaussianNB(options: GaussianNBOptions = {}): GaussianNB {
  const settings: Settings = parseOptions("gaussianNB", options, specs(), ModelsError);
  return {
    kind: "gaussianNB",
    estimatorType: "classifier",
    options: { ...settings },
    fit: (X, y, fitOptions) => fit(settings, X, y, fitOptions),
  };
}

interface Learned {
  readonly theta: Matrix;
  readonly var: Matrix;
  readonly classCount: Float64Array;
  readonly classPrior: Float64Array;
  readonly epsilon: number;
}

/** A fitted Gaussian naive Bayes classifier. */
export class GaussianNBModel<L extends Label = Label> extends FittedClassifier<L> {
  readonly kind = "gaussianNB";
  /** The mean of each feature in each class, classes × features. */
  readonly theta: Matrix;
  /** The variance of each feature in each class, classes × features. */
  readonly var: Matrix;
  /** The weighted number of rows of each class. */
  readonly classCount: Float64Array;
  /** P(class). */
  readonly classPrior: Float64Array;
  /** What was added to all variances. */
  readonly epsilon: number;

  /** @internal */
  constructor(facts: ClassifierFacts<L>, learned: Learned) {
    super(facts);
    this.theta = learned.theta;
    this.var = learned.var;
    this.classCount = learned.classCount;
    this.classPrior = learned.classPrior;
    this.epsilon = learned.epsilon;
  }

  protected jointLogs(input: Matrix | CsrMatrix): Matrix {
    const X = toDense("gaussianNB", input);
    const k = this.classes.length;
    const logs = new Matrix(X.rows, k);
    for (let c = 0; c < k; c++) {
      const [mean, variance] = [this.theta.row(c), this.var.row(c)];
      // A feature without any variance, nor smoothing, tells nothing.
      const scale = variance.reduce((sum, each) => (each === 0 ? sum : sum + Math.log(2 * Math.PI * each)), 0);
      const constant = Math.log(this.classPrior[c] as number) - 0.5 * scale;
      for (let i = 0; i < X.rows; i++) {
        let distance = 0;
        for (let j = 0; j < X.cols; j++) {
          const spread = variance[j] as number;
          if (spread !== 0) distance += ((X.data[i * X.cols + j] as number) - (mean[j] as number)) ** 2 / spread;
        }
        logs.data[i * k + c] = constant - 0.5 * distance;
      }
    }
    return logs;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      classes: this.classes,
      featureNamesIn: this.featureNamesIn ?? null,
      theta: matrixState(this.theta),
      var: matrixState(this.var),
      classCount: this.classCount,
      classPrior: this.classPrior,
      epsilon: this.epsilon,
    };
  }
}

function fit<L extends Label>(
  { priors, varSmoothing }: Settings,
  input: MatrixLike,
  y: LabelsLike<L>,
  { sampleWeight }: FitOptions = {},
): GaussianNBModel<L> {
  const owner = "gaussianNB.fit";
  const features = featuresToFit("gaussianNB", input);
  const X = toDense(owner, features.X);
  const { classes, codes } = labelsToFit(owner, y, X.rows, { allowOneClass: true });
  const weights = weightsOf(owner, sampleWeight, X.rows);
  // As the reference has it, the smoothing is that of the rows without their weights.
  const epsilon = varSmoothing * Math.max(...columnMoments(X, undefined).variances);
  const [theta, variances] = [new Matrix(classes.length, X.cols), new Matrix(classes.length, X.cols)];
  const classCount = new Float64Array(classes.length);
  for (let c = 0; c < classes.length; c++) {
    const rows = Array.from(codes.keys()).filter((i) => codes[i] === c);
    const own = weights === undefined ? undefined : Float64Array.from(rows, (i) => weights[i] as number);
    const count = own === undefined ? rows.length : own.reduce((sum, weight) => sum + weight, 0);
    classCount[c] = count;
    // A class whose rows all weigh nothing has prior 0, whatever its mean and variance.
    const moments = columnMoments(X.take(rows), count === 0 ? undefined : own);
    theta.row(c).set(moments.means);
    variances.row(c).set(moments.variances.map((variance) => variance + epsilon));
  }
  return new GaussianNBModel<L>(
    { classes, nFeaturesIn: X.cols, featureNamesIn: features.names },
    { theta, var: variances, classCount, classPrior: priorsOf(priors, classCount), epsilon },
  );
}

function priorsOf(priors: readonly number[] | null, classCount: Float64Array): Float64Array {
  if (priors === null) {
    const total = classCount.reduce((sum, count) => sum + count, 0);
    return classCount.map((count) => count / total);
  }
  if (priors.length === classCount.length) return Float64Array.from(priors);
  throw new ModelsError({
    code: "invalidOption",
    what: "priors has another length than there are classes",
    where: "gaussianNB.fit",
    found: `${priors.length} numbers for ${classCount.length} classes`,
    fix: "give one a class",
  });
}

/** How a saved Gaussian naive Bayes classifier is read. */
export const gaussianNBKind = {
  kind: "gaussianNB",
  fromState: (saved: SavedModel): GaussianNBModel => {
    const read = new StateReader(saved);
    const theta = read.matrix("theta");
    const classes = read.labels("classes");
    if (classes.length !== theta.rows) read.refuse("classes", "one label a row of theta");
    return new GaussianNBModel(
      { classes, nFeaturesIn: theta.cols, featureNamesIn: read.optionalTexts("featureNamesIn") },
      {
        theta,
        var: read.matrix("var"),
        classCount: read.vector("classCount", classes.length),
        classPrior: read.vector("classPrior", classes.length),
        epsilon: read.number("epsilon"),
      },
    );
  },
} as const;
