import { either, integer, Matrix, oneOf, parseOptions, satisfying } from "@mlsys/core";
import type { CsrMatrix, Label, MatrixLike } from "@mlsys/core";
import type { ClassifierFacts } from "../classification/fitted-classifier.ts";
import type { FitOptions, LabelsLike, PartialFitOptions, ProbabilisticClassifier } from "../estimator.ts";
import { featuresToFit, featuresToUse } from "../internal/features.ts";
import { classesToFit, knownCodes, labelsToFit } from "../internal/labels.ts";
import { weightsOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";
import { ModelsError } from "../models-error.ts";
import { matrixState } from "../persistence/matrix-state.ts";
import type { SavedModel, StateValue } from "../persistence/saved-model.ts";
import { StateReader } from "../persistence/state-reader.ts";
import { FittedNaiveBayes } from "./fitted-naive-bayes.ts";
import { discreteSpecs, logPriors, readDiscrete, savedDiscrete } from "./discrete-nb.ts";
import type { DiscreteSettings } from "./discrete-nb.ts";
import type { MultinomialNBOptions } from "./multinomial-nb.ts";

/** Options of {@link categoricalNB}. */
export interface CategoricalNBOptions extends Omit<MultinomialNBOptions, "alpha"> {
  /** What is added to each count. Default 1. */
  readonly alpha?: number;
  /** The least number of categories of every feature, or of each one. Default null, those found. */
  readonly minCategories?: number | readonly number[] | null;
}

/** An unfitted categorical naive Bayes classifier. */
export interface CategoricalNB extends ProbabilisticClassifier {
  fit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options?: FitOptions): CategoricalNBModel<L>;
  /** Counts the first rows of a stream. */
  partialFit<L extends Label>(X: MatrixLike, y: LabelsLike<L>, options: PartialFitOptions<L>): CategoricalNBModel<L>;
}

interface Settings extends DiscreteSettings {
  readonly alpha: number;
  readonly minCategories: number | readonly number[] | null;
}

const isCounts = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((each) => integer({ min: 1 }).accepts(each));

const specs = () => {
  const { alpha, ...shared } = discreteSpecs();
  return {
    ...shared,
    alpha: { rule: satisfying("a number of at least 0", isAlpha), default: alpha.default },
    minCategories: {
      rule: either(integer({ min: 1 }), oneOf(null), satisfying("an array of whole numbers", isCounts)),
      default: null,
    },
  } as const;
};

const isAlpha = (value: unknown): value is number => typeof value === "number" && value >= 0 && value < Infinity;

/**
 * Naive Bayes for categories, given as whole numbers from 0 (as `ordinalEncoder` makes them). A sparse X is made dense.
 *
 * @param options - `alpha`, `forceAlpha`, `fitPrior`, `classPrior`, `minCategories`.
 * @returns the unfitted classifier.
 * @throws {ModelsError} `invalidOption`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.naive_bayes.CategoricalNB.html
 *
 * @example
 * ```ts
 * import { categoricalNB } from "@mlsys/models";
 *
 * const model = categoricalNB().fit([[0, 1], [0, 2], [1, 0]], ["up", "up", "down"]);
 * model.predict([[0, 0], [1, 0]]); // => ["up", "down"]
 * model.nCategories; // => [2, 3]
 * ```
 */
export function categoricalNB(options: CategoricalNBOptions = {}): CategoricalNB {
  const settings: Settings = parseOptions("categoricalNB", options, specs(), ModelsError);
  return {
    kind: "categoricalNB",
    estimatorType: "classifier",
    options: { ...settings },
    fit: (X, y, fitOptions) => fit(settings, X, y, fitOptions),
    partialFit: (X, y, fitOptions) => partialFit(settings, X, y, fitOptions),
  };
}

/** The counts that categorical naive Bayes learns from. */
interface Counts {
  /** Per feature, classes × categories. */
  readonly categoryCount: readonly Matrix[];
  readonly classCount: Float64Array;
}

/** A fitted categorical naive Bayes classifier. */
export class CategoricalNBModel<L extends Label = Label> extends FittedNaiveBayes<L> {
  readonly kind = "categoricalNB";
  /** Per feature, how often each category occurs in each class, classes × categories. */
  readonly categoryCount: readonly Matrix[];
  /** The weighted number of rows of each class. */
  readonly classCount: Float64Array;
  /** Per feature, ln P(category | class), classes × categories. */
  readonly featureLogProb: readonly Matrix[];
  /** ln P(class). */
  readonly classLogPrior: Float64Array;
  private readonly settings: Settings;

  /** @internal */
  constructor(settings: Settings, facts: ClassifierFacts<L>, { categoryCount, classCount }: Counts) {
    super(facts);
    this.settings = settings;
    this.categoryCount = categoryCount;
    this.classCount = classCount;
    const alpha = settings.forceAlpha ? settings.alpha : Math.max(1e-10, settings.alpha);
    this.featureLogProb = categoryCount.map((counts) => logProbabilities(counts, alpha));
    this.classLogPrior = logPriors("categoricalNB.fit", settings, classCount);
  }

  /** Number of categories of each feature. */
  get nCategories(): readonly number[] {
    return this.categoryCount.map(({ cols }) => cols);
  }

  /**
   * Counts further rows too: a new model; this one stays as it is. Categories that were not there before are added.
   *
   * @throws {ModelsError} `shapeMismatch`, `lengthMismatch`, `nonFinite`; `invalidInput` for a label that is not in `classes`.
   */
  partialFit(X: MatrixLike, y: LabelsLike<L>, options: FitOptions = {}): CategoricalNBModel<L> {
    return partialFit(this.settings, X, y, options, this);
  }

  protected override check(X: Matrix | CsrMatrix, where: string): void {
    const dense = toDense("categoricalNB", X);
    assertCategories(dense, where);
    for (let at = 0; at < dense.data.length; at++) {
      const count = this.categoryCount[at % dense.cols]?.cols ?? 0;
      if ((dense.data[at] as number) < count) continue;
      throw new ModelsError({
        code: "invalidInput",
        what: "a category that the fit did not see",
        where: `${where}, row ${Math.floor(at / dense.cols)}, column ${at % dense.cols}`,
        found: `${dense.data[at]} of ${count} categories`,
        fix: "set minCategories to the number of all categories that there can be",
      });
    }
  }

  protected jointLogs(input: Matrix | CsrMatrix): Matrix {
    const X = toDense("categoricalNB", input);
    const k = this.classes.length;
    const logs = new Matrix(X.rows, k);
    for (let i = 0; i < X.rows; i++) {
      for (let c = 0; c < k; c++) {
        let sum = 0;
        for (let j = 0; j < X.cols; j++) {
          const { cols, data } = this.featureLogProb[j] as Matrix;
          sum += data[c * cols + (X.data[i * X.cols + j] as number)] as number;
        }
        logs.data[i * k + c] = sum + (this.classLogPrior[c] as number);
      }
    }
    return logs;
  }

  protected learned(): { readonly [key: string]: StateValue } {
    const { minCategories } = this.settings;
    return {
      classes: this.classes,
      featureNamesIn: this.featureNamesIn ?? null,
      categoryCount: this.categoryCount.map(matrixState),
      classCount: this.classCount,
      minCategories: minCategories === null || typeof minCategories === "number" ? minCategories : [...minCategories],
      ...savedDiscrete(this.settings),
    };
  }
}

function logProbabilities({ rows, cols, data }: Matrix, alpha: number): Matrix {
  const logs = new Matrix(rows, cols);
  for (let c = 0; c < rows; c++) {
    let total = 0;
    for (let at = c * cols; at < (c + 1) * cols; at++) total += (data[at] as number) + alpha;
    const logTotal = Math.log(total);
    for (let at = c * cols; at < (c + 1) * cols; at++) {
      // A class without any count has no probabilities: nothing is possible in it.
      logs.data[at] = total === 0 ? -Infinity : Math.log((data[at] as number) + alpha) - logTotal;
    }
  }
  return logs;
}

function fit<L extends Label>(
  settings: Settings,
  input: MatrixLike,
  y: LabelsLike<L>,
  fitOptions: FitOptions = {},
): CategoricalNBModel<L> {
  const owner = "categoricalNB.fit";
  const features = featuresToFit("categoricalNB", input);
  const X = toDense(owner, features.X);
  assertCategories(X, `${owner}, X`);
  const { classes, codes } = labelsToFit(owner, y, X.rows, { allowOneClass: true });
  const weights = weightsOf(owner, fitOptions, X.rows);
  const counts = counted(owner, settings, X, codes, classes.length, weights);
  return new CategoricalNBModel<L>(settings, { classes, nFeaturesIn: X.cols, featureNamesIn: features.names }, counts);
}

function partialFit<L extends Label>(
  settings: Settings,
  input: MatrixLike,
  y: LabelsLike<L>,
  fitOptions: PartialFitOptions<L>,
  known?: CategoricalNBModel<L>,
): CategoricalNBModel<L> {
  const owner = "categoricalNB.partialFit";
  const first = known === undefined ? featuresToFit("categoricalNB", input) : undefined;
  const X = toDense(owner, first?.X ?? featuresToUse(owner, input, known as CategoricalNBModel<L>));
  assertCategories(X, `${owner}, X`);
  const classes = known?.classes ?? classesToFit(owner, fitOptions);
  const codes = knownCodes(owner, y, X.rows, classes);
  const weights = weightsOf(owner, fitOptions, X.rows, ["classes"]);
  const counts = counted(owner, settings, X, codes, classes.length, weights, known);
  const featureNamesIn = first === undefined ? known?.featureNamesIn : first.names;
  return new CategoricalNBModel<L>(settings, { classes, nFeaturesIn: X.cols, featureNamesIn }, counts);
}

function counted(
  owner: string,
  { minCategories }: Settings,
  X: Matrix,
  codes: Int32Array,
  k: number,
  weights: Float64Array | undefined,
  known?: Counts,
): Counts {
  if (typeof minCategories === "object" && minCategories !== null && minCategories.length !== X.cols) {
    throw new ModelsError({
      code: "invalidOption",
      what: "minCategories has another length than X has columns",
      where: owner,
      found: `${minCategories.length} numbers`,
      fix: `give one a column, ${X.cols} in all`,
    });
  }
  const classCount = known?.classCount.slice() ?? new Float64Array(k);
  const weightAt = (i: number): number => (weights === undefined ? 1 : (weights[i] as number));
  codes.forEach((code, i) => (classCount[code] = (classCount[code] as number) + weightAt(i)));
  const categoryCount = Array.from({ length: X.cols }, (_, j) => {
    const least = minCategories === null ? 0 : typeof minCategories === "number" ? minCategories : minCategories[j];
    const before = known?.categoryCount[j];
    let count = Math.max(least ?? 0, before?.cols ?? 0);
    for (let i = 0; i < X.rows; i++) count = Math.max(count, X.get(i, j) + 1);
    const counts = new Matrix(k, count);
    if (before !== undefined) for (let c = 0; c < k; c++) counts.row(c).set(before.row(c));
    for (let i = 0; i < X.rows; i++) {
      const at = (codes[i] as number) * count + X.get(i, j);
      counts.data[at] = (counts.data[at] as number) + weightAt(i);
    }
    return counts;
  });
  return { categoryCount, classCount };
}

/** So many categories that their counts need a gigabyte, of two classes, are no categories. */
const MOST = 2 ** 26;

function assertCategories(X: Matrix, where: string): void {
  const at = X.data.findIndex((value) => !(value >= 0 && value < MOST) || !Number.isInteger(value));
  if (at < 0) return;
  if ((X.data[at] as number) >= MOST) {
    const size = Math.round(((X.data[at] as number) * 16) / 2 ** 20);
    throw new ModelsError({
      code: "tooLarge",
      what: "categories are counted up to the largest, which is too large",
      where: `${where}, row ${Math.floor(at / X.cols)}, column ${at % X.cols}`,
      found: `${X.data[at]}, ${size} MB for two classes`,
      fix: "encode the categories with ordinalEncoder first",
    });
  }
  throw new ModelsError({
    code: "invalidInput",
    what: "categories are whole numbers of at least 0",
    where: `${where}, row ${Math.floor(at / X.cols)}, column ${at % X.cols}`,
    found: String(X.data[at]),
    fix: "encode the categories with ordinalEncoder first",
  });
}

/** How a saved categorical naive Bayes classifier is read. */
export const categoricalNBKind = {
  kind: "categoricalNB",
  fromState: (saved: SavedModel): CategoricalNBModel => {
    const read = new StateReader(saved);
    const classes = read.labels("classes");
    const categoryCount = read
      .records("categoryCount")
      .map((each) => new StateReader({ kind: saved.kind, version: 1, state: { each } }).matrix("each"));
    if (categoryCount.some(({ rows }) => rows !== classes.length)) read.refuse("categoryCount", "a row a class");
    const shared = readDiscrete("categoricalNB", read);
    const least = read.value("minCategories");
    return new CategoricalNBModel(
      {
        ...shared,
        alpha: read.number("alpha"),
        minCategories: least === null || typeof least === "number" ? least : read.numbers("minCategories"),
      },
      { classes, nFeaturesIn: categoryCount.length, featureNamesIn: read.optionalTexts("featureNamesIn") },
      { categoryCount, classCount: read.vector("classCount", classes.length) },
    );
  },
} as const;
