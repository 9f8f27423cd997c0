import { either, Matrix, oneOf, parseOptions, real, satisfying } from "@mlsys/core";
import type { CsrMatrix, Label, MatrixLike } from "@mlsys/core";
import type { ClassifierFacts } from "../classification/fitted-classifier.ts";
import type { FitOptions, LabelsLike, PartialFitOptions, ProbabilisticClassifier } from "../estimator.ts";
import { columnMoments } from "../internal/column-moments.ts";
import { featuresToFit, featuresToUse } from "../internal/features.ts";
import { classesToFit, knownCodes, labelsToFit } from "../internal/labels.ts";
import { weightsOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";
import { ModelsError } from "../models-error.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedNaiveBayes } from "./fitted-naive-bayes.ts";

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
  /** Counts the first rows of a stream. */
  partialFit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options: PartialFitOptions<L>): GaussianNBModel<L>;
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
    partialFit: (X, y, fitOptions) => partialFit(settings, X, y, fitOptions),
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
export class GaussianNBModel<L extends Label = Label> extends FittedNaiveBayes<L> {
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
  private readonly settings: Settings;
  private densities: Densities | undefined;

  /** @internal */
  constructor(settings: Settings, facts: ClassifierFacts<L>, learned: Learned) {
    super(facts);
    this.settings = settings;
    this.theta = learned.theta;
    this.var = learned.var;
    this.classCount = learned.classCount;
    this.classPrior = learned.classPrior;
    this.epsilon = learned.epsilon;
  }

  /**
   * Learns from further rows too: a new model; this one stays as it is.
   *
   * @throws {ModelsError} `shapeMismatch`, `lengthMismatch`, `nonFinite`; `invalidInput` for a label that is not in `classes`.
   */
  partialFit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): GaussianNBModel<L> {
    return partialFit(this.settings, X, y, options, this);
  }

  protected jointLogs(input: Matrix | CsrMatrix): Matrix {
    const X = toDense("gaussianNB", input);
    const k = this.classes.length;
    const logs = new Matrix(X.rows, k);
    this.densities ??= densitiesOf(this.var, this.classPrior);
    const { constants, factors } = this.densities;
    for (let c = 0; c < k; c++) {
      const constant = constants[c] as number;
      addDistances(X, this.theta.row(c), factors.row(c), (i, distance) => {
        logs.data[i * k + c] = constant - 0.5 * distance;
      });
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
      priors: this.settings.priors,
      varSmoothing: this.settings.varSmoothing,
    };
  }
}

/** What the density of each class needs, whatever the row. */
interface Densities {
  readonly constants: Float64Array;
  /** Classes × features: what the square of a distance from the mean is multiplied by. */
  readonly factors: Matrix;
}

/** A feature without any variance, nor smoothing, tells nothing. */
function densitiesOf(variances: Matrix, classPrior: Float64Array): Densities {
  const constants = classPrior.map((prior, c) => {
    const scale = variances.row(c).reduce((sum, each) => (each === 0 ? sum : sum + Math.log(2 * Math.PI * each)), 0);
    return Math.log(prior) - 0.5 * scale;
  });
  const factors = variances.data.map((spread) => (spread === 0 ? 0 : 1 / spread));
  return { constants, factors: new Matrix(variances.rows, variances.cols, factors) };
}

/** Tells of each row the sum of the squares of its distances from the means, each times a factor. */
function addDistances(
  { rows, cols, data }: Matrix,
  means: Float64Array,
  factors: Float64Array,
  tell: (row: number, distance: number) => void,
): void {
  for (let i = 0, at = 0; i < rows; i++) {
    let distance = 0;
    for (let j = 0; j < cols; j++, at++) {
      const difference = (data[at] as number) - (means[j] as number);
      distance += difference * difference * (factors[j] as number);
    }
    tell(i, distance);
  }
}

function fit<L extends Label>(
  settings: Settings,
  input: MatrixLike,
  y: LabelsLike<L>,
  fitOptions: FitOptions = {},
): GaussianNBModel<L> {
  const owner = "gaussianNB.fit";
  const features = featuresToFit("gaussianNB", input);
  const X = toDense(owner, features.X);
  const { classes, codes } = labelsToFit(owner, y, X.rows, { allowOneClass: true });
  const weights = weightsOf(owner, fitOptions, X.rows);
  const { priors, varSmoothing } = settings;
  // As the reference has it, the smoothing is that of the rows without their weights.
  const epsilon = varSmoothing * largestVariance(X);
  const { theta, variances, classCount } = momentsByClass(X, codes, classes.length, weights);
  return new GaussianNBModel<L>(
    settings,
    { classes, nFeaturesIn: X.cols, featureNamesIn: features.names },
    { theta, var: raised(owner, variances, epsilon), classCount, classPrior: priorsOf(priors, classCount), epsilon },
  );
}

/** Means and variances of the rows of each class; a class whose rows all weigh nothing has those of its rows unweighted. */
function momentsByClass(X: Matrix, codes: Int32Array, k: number, weights: Float64Array | undefined): ClassMoments {
  const { means, variances, counts } = columnMoments(X, weights, { codes, count: k });
  const classCount = Float64Array.from({ length: k }, (_, c) => counts[c * X.cols] as number);
  const moments = { theta: new Matrix(k, X.cols, means), variances: new Matrix(k, X.cols, variances), classCount };
  if (classCount.every((count) => count > 0)) return moments;
  const unweighted = columnMoments(X, undefined, { codes, count: k });
  classCount.forEach((count, c) => {
    if (count > 0) return;
    const isEmpty = unweighted.counts[c * X.cols] === 0;
    for (let at = c * X.cols; at < (c + 1) * X.cols; at++) {
      means[at] = isEmpty ? 0 : (unweighted.means[at] as number);
      variances[at] = isEmpty ? 0 : (unweighted.variances[at] as number);
    }
  });
  return moments;
}

interface ClassMoments {
  readonly theta: Matrix;
  readonly variances: Matrix;
  readonly classCount: Float64Array;
}

function raised(owner: string, { rows, cols, data }: Matrix, by: number): Matrix {
  const at = data.findIndex((value) => !Number.isFinite(value));
  if (at >= 0 || !Number.isFinite(by)) {
    throw new ModelsError({
      code: "nonFinite",
      what: "the variance of a column is too large for a double",
      where: at < 0 ? owner : `${owner}, X, column ${at % cols}`,
      fix: "scale the columns",
    });
  }
  return new Matrix(
    rows,
    cols,
    data.map((value) => value + by),
  );
}

/** The first rows of a stream, or further ones, whose moments are merged with those known. */
function partialFit<L extends Label>(
  settings: Settings,
  input: MatrixLike,
  y: LabelsLike<L>,
  fitOptions: PartialFitOptions<L>,
  known?: GaussianNBModel<L>,
): GaussianNBModel<L> {
  const owner = "gaussianNB.partialFit";
  const first = known === undefined ? featuresToFit("gaussianNB", input) : undefined;
  const X = toDense(owner, first?.X ?? featuresToUse(owner, input, known as GaussianNBModel<L>));
  const classes = known?.classes ?? classesToFit(owner, fitOptions);
  const codes = knownCodes(owner, y, X.rows, classes);
  const weights = weightsOf(owner, fitOptions, X.rows, ["classes"]);
  // The smoothing is that of the last rows, also where it is taken off what is known: the reference's rule.
  const epsilon = settings.varSmoothing * largestVariance(X);
  const added = momentsByClass(X, codes, classes.length, weights);
  const merged = known === undefined ? added : mergedMoments(known, added, epsilon);
  return new GaussianNBModel<L>(
    settings,
    { classes, nFeaturesIn: X.cols, featureNamesIn: first === undefined ? known?.featureNamesIn : first.names },
    {
      theta: merged.theta,
      var: raised(owner, merged.variances, epsilon),
      classCount: merged.classCount,
      classPrior: priorsOf(settings.priors, merged.classCount),
      epsilon,
    },
  );
}

/** @see Chan, Golub and LeVeque, Updating formulae and a pairwise algorithm for computing sample variances (1979). */
function mergedMoments(known: GaussianNBModel, added: ClassMoments, epsilon: number): ClassMoments {
  const { rows: k, cols } = known.theta;
  const [theta, variances] = [new Matrix(k, cols), new Matrix(k, cols)];
  const classCount = known.classCount.map((count, c) => count + (added.classCount[c] as number));
  for (let at = 0; at < theta.data.length; at++) {
    const c = Math.floor(at / cols);
    const [before, more] = [known.classCount[c] as number, added.classCount[c] as number];
    const total = before + more;
    const [mean, next] = [known.theta.data[at] as number, added.theta.data[at] as number];
    const variance = (known.var.data[at] as number) - epsilon;
    if (more === 0 || before === 0) {
      theta.data[at] = more === 0 ? mean : next;
      variances.data[at] = more === 0 ? variance : (added.variances.data[at] as number);
      continue;
    }
    theta.data[at] = (more * next + before * mean) / total;
    const squares = before * variance + more * (added.variances.data[at] as number);
    variances.data[at] = (squares + ((before * more) / total) * (mean - next) ** 2) / total;
  }
  return { theta, variances, classCount };
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

function largestVariance(X: Matrix): number {
  return columnMoments(X, undefined).variances.reduce((largest, variance) => Math.max(largest, variance), -Infinity);
}

/** How a saved Gaussian naive Bayes classifier is read. */
export const gaussianNBKind = {
  kind: "gaussianNB",
  fromState: (saved: SavedModel): GaussianNBModel => {
    const read = new StateReader(saved);
    const theta = read.matrix("theta");
    const classes = read.labels("classes");
    if (classes.length !== theta.rows) read.refuse("classes", "one label a row of theta");
    const priors = read.value("priors") === null ? null : read.numbers("priors");
    return new GaussianNBModel(
      { priors, varSmoothing: read.number("varSmoothing") },
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
