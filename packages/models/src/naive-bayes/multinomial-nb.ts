import { boolean, either, isCsrMatrix, Matrix, oneOf, parseOptions, real, satisfying } from "@mlsys/core";
import type { CsrMatrix, Label, MatrixLike } from "@mlsys/core";
import { FittedClassifier } from "../classification/fitted-classifier.ts";
import type { ClassifierFacts } from "../classification/fitted-classifier.ts";
import type { FitOptions, LabelsLike, ProbabilisticClassifier } from "../estimator.ts";
import { featuresToFit } from "../internal/features.ts";
import { labelsToFit } from "../internal/labels.ts";
import { multiply } from "../internal/products.ts";
import { weightsOf } from "../internal/targets.ts";
import { ModelsError } from "../models-error.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";

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

const isVectorOfNumbers = (value: unknown): value is readonly number[] | Float64Array =>
  (Array.isArray(value) || value instanceof Float64Array) &&
  Array.from(value as ArrayLike<unknown>).every((each) => typeof each === "number" && each >= 0 && each < Infinity);

const specs = () =>
  ({
    alpha: {
      rule: either(real({ min: 0 }), satisfying("an array of numbers of at least 0", isVectorOfNumbers)),
      default: 1,
    },
    forceAlpha: { rule: boolean(), default: true },
    fitPrior: { rule: boolean(), default: true },
    classPrior: {
      rule: either(satisfying("an array of numbers of at least 0", isVectorOfNumbers), oneOf(null)),
      default: null,
    },
  }) as const;

interface Parsed {
  readonly alpha: number | readonly number[] | Float64Array;
  readonly forceAlpha: boolean;
  readonly fitPrior: boolean;
  readonly classPrior: readonly number[] | Float64Array | null;
}

/** An unfitted multinomial naive Bayes classifier. */
export interface MultinomialNB extends ProbabilisticClassifier {
  fit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options?: FitOptions): MultinomialNBModel<L>;
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
  const parsed: Parsed = parseOptions("multinomialNB", options, specs(), ModelsError);
  return {
    kind: "multinomialNB",
    estimatorType: "classifier",
    options: { ...parsed },
    fit: (X, y, fitOptions) => fit(parsed, X, y, fitOptions),
  };
}

/** What multinomial naive Bayes learned. */
interface Counted {
  readonly featureCount: Matrix;
  readonly classCount: Float64Array;
  readonly featureLogProb: Matrix;
  readonly classLogPrior: Float64Array;
}

/** A fitted multinomial naive Bayes classifier. */
export class MultinomialNBModel<L extends Label = Label> extends FittedClassifier<L> {
  readonly kind = "multinomialNB";
  /** The weighted sum of each feature in each class, classes × features. */
  readonly featureCount: Matrix;
  /** The weighted number of rows of each class. */
  readonly classCount: Float64Array;
  /** ln P(feature | class), classes × features. */
  readonly featureLogProb: Matrix;
  /** ln P(class). */
  readonly classLogPrior: Float64Array;
  private byFeature: Float64Array | undefined;

  /** @internal */
  constructor(facts: ClassifierFacts<L>, counted: Counted) {
    super(facts);
    this.featureCount = counted.featureCount;
    this.classCount = counted.classCount;
    this.featureLogProb = counted.featureLogProb;
    this.classLogPrior = counted.classLogPrior;
  }

  protected override check(X: Matrix | CsrMatrix, where: string): void {
    assertNonNegative(X, where);
  }

  protected jointLogs(X: Matrix | CsrMatrix): Matrix {
    const k = this.classes.length;
    this.byFeature ??= transposed(this.featureLogProb);
    const logs = new Matrix(X.rows, k);
    multiply(X, this.byFeature, k, undefined, logs.data);
    for (let at = 0; at < logs.data.length; at++) {
      logs.data[at] = (logs.data[at] as number) + (this.classLogPrior[at % k] as number);
    }
    return logs;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    return {
      classes: this.classes,
      featureNamesIn: this.featureNamesIn ?? null,
      featureCount: matrixState(this.featureCount),
      classCount: this.classCount,
      featureLogProb: matrixState(this.featureLogProb),
      classLogPrior: this.classLogPrior,
    };
  }
}

function fit<L extends Label>(
  options: Parsed,
  input: MatrixLike,
  y: LabelsLike<L>,
  { sampleWeight }: FitOptions = {},
): MultinomialNBModel<L> {
  const owner = "multinomialNB.fit";
  const { X, names } = featuresToFit("multinomialNB", input);
  assertNonNegative(X, `${owner}, X`);
  const { classes, codes } = labelsToFit(owner, y, X.rows, { allowOneClass: true });
  const weights = weightsOf(owner, sampleWeight, X.rows);
  const featureCount = countFeatures(X, codes, weights, classes.length);
  const classCount = new Float64Array(classes.length);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    classCount[code] = (classCount[code] as number) + (weights === undefined ? 1 : (weights[i] as number));
  }
  return new MultinomialNBModel<L>(
    { classes, nFeaturesIn: X.cols, featureNamesIn: names },
    {
      featureCount,
      classCount,
      featureLogProb: logProbabilities(featureCount, alphas(options, X.cols)),
      classLogPrior: logPriors(options, classCount),
    },
  );
}

/** Sums rows by class: classes × features. */
function countFeatures(
  X: Matrix | CsrMatrix,
  codes: Int32Array,
  weights: Float64Array | undefined,
  nClasses: number,
): Matrix {
  const counts = new Matrix(nClasses, X.cols);
  const { data } = counts;
  for (let i = 0; i < X.rows; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    const row = (codes[i] as number) * X.cols;
    if (isCsrMatrix(X)) {
      const end = X.indptr[i + 1] as number;
      for (let at = X.indptr[i] as number; at < end; at++) {
        const place = row + (X.indices[at] as number);
        data[place] = (data[place] as number) + weight * (X.data[at] as number);
      }
    } else {
      for (let j = 0; j < X.cols; j++) {
        data[row + j] = (data[row + j] as number) + weight * (X.data[i * X.cols + j] as number);
      }
    }
  }
  return counts;
}

function logProbabilities(counts: Matrix, alpha: number | Float64Array): Matrix {
  const { rows, cols } = counts;
  const logs = new Matrix(rows, cols);
  for (let c = 0; c < rows; c++) {
    const row = c * cols;
    let total = 0;
    for (let j = 0; j < cols; j++) {
      const smoothed = (counts.data[row + j] as number) + (typeof alpha === "number" ? alpha : (alpha[j] as number));
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

function alphas({ alpha, forceAlpha }: Parsed, cols: number): number | Float64Array {
  const least = forceAlpha ? 0 : 1e-10;
  if (typeof alpha === "number") return Math.max(least, alpha);
  if (alpha.length !== cols) throw wrongLength("alpha", alpha.length, cols, "feature");
  return Float64Array.from(alpha, (each) => Math.max(least, each));
}

function logPriors({ fitPrior, classPrior }: Parsed, classCount: Float64Array): Float64Array {
  const k = classCount.length;
  if (classPrior !== null) {
    if (classPrior.length !== k) throw wrongLength("classPrior", classPrior.length, k, "class");
    return Float64Array.from(classPrior, Math.log);
  }
  if (!fitPrior) return new Float64Array(k).fill(-Math.log(k));
  const logTotal = Math.log(classCount.reduce((sum, count) => sum + count, 0));
  return classCount.map((count) => Math.log(count) - logTotal);
}

function wrongLength(option: string, found: number, expected: number, of: string): ModelsError {
  return new ModelsError({
    code: "invalidOption",
    what: `${option} has another length than the data asks for`,
    where: "multinomialNB.fit",
    found: `${found} numbers`,
    fix: `give one a ${of}, ${expected} in all`,
  });
}

function assertNonNegative(X: Matrix | CsrMatrix, where: string): void {
  const { data } = X;
  for (let at = 0; at < data.length; at++) {
    if ((data[at] as number) >= 0) continue;
    throw new ModelsError({
      code: "invalidInput",
      what: "naive Bayes for counts takes no negative numbers",
      where,
      found: String(data[at]),
      fix: "give counts or weights of at least 0",
    });
  }
}

function transposed(A: Matrix): Float64Array {
  const result = new Float64Array(A.data.length);
  for (let i = 0; i < A.rows; i++) {
    for (let j = 0; j < A.cols; j++) result[j * A.rows + i] = A.data[i * A.cols + j] as number;
  }
  return result;
}

/** How a saved multinomial naive Bayes classifier is read. */
export const multinomialNBKind = {
  kind: "multinomialNB",
  fromState: (saved: SavedModel): MultinomialNBModel => {
    const read = new StateReader(saved);
    const featureLogProb = read.matrix("featureLogProb");
    const classes = read.labels("classes");
    if (classes.length !== featureLogProb.rows) read.refuse("classes", "one label a row of featureLogProb");
    return new MultinomialNBModel(
      { classes, nFeaturesIn: featureLogProb.cols, featureNamesIn: read.optionalTexts("featureNamesIn") },
      {
        featureLogProb,
        featureCount: read.matrix("featureCount"),
        classCount: read.vector("classCount", classes.length),
        classLogPrior: read.vector("classLogPrior", classes.length),
      },
    );
  },
} as const;
