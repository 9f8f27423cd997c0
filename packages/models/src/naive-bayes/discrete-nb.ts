import { boolean, either, isCsrMatrix, Matrix, oneOf, parseOptions, real, satisfying } from "@mlsys/core";
import type { CsrMatrix, Label, MatrixLike } from "@mlsys/core";
import type { FitOptions, LabelsLike, PartialFitOptions } from "../estimator.ts";
import { assertNonNegative, featuresToFit, featuresToUse } from "../internal/features.ts";
import type { KnownFeatures } from "../internal/features.ts";
import { classesToFit, knownCodes, labelsToFit } from "../internal/labels.ts";
import { weightsOf } from "../internal/targets.ts";
import { ModelsError } from "../models-error.ts";
import type { StateValue } from "../persistence/saved-model.ts";
import type { StateReader } from "../persistence/state-reader.ts";

/** The options that naive Bayes classifiers of counts share, checked. */
export interface DiscreteSettings {
  readonly alpha: number | readonly number[] | Float64Array;
  readonly forceAlpha: boolean;
  readonly fitPrior: boolean;
  readonly classPrior: readonly number[] | Float64Array | null;
}

export const discreteSpecs = () =>
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

/** The sums that naive Bayes classifiers of counts learn from. */
export interface ClassCounts<L extends Label> {
  readonly classes: readonly L[];
  /** The weighted sum of each feature in each class, classes × features. */
  readonly featureCount: Matrix;
  /** The weighted number of rows of each class. */
  readonly classCount: Float64Array;
}

/** Counts with what a model has to know besides. */
export interface CountedFit<L extends Label> extends ClassCounts<L> {
  readonly owner: string;
  readonly names: readonly string[] | undefined;
}

/** Makes of X what is counted, or refuses it; `where` names X. */
type Prepare = (X: Matrix | CsrMatrix, where: string) => Matrix | CsrMatrix;

/** The counts of a fit. */
export function countedFit<L extends Label>(
  kind: string,
  prepare: Prepare,
  input: MatrixLike,
  y: LabelsLike<L>,
  fitOptions: FitOptions = {},
): CountedFit<L> {
  const owner = `${kind}.fit`;
  const { X: features, names } = featuresToFit(kind, input);
  const X = prepare(features, `${owner}, X`);
  const { classes, codes } = labelsToFit(owner, y, X.rows, { allowOneClass: true });
  const counts = emptyCounts(classes, X.cols);
  addRows(counts, X, codes, weightsOf(owner, fitOptions, X.rows));
  return { ...counts, owner, names };
}

/** The counts of further rows, added to those known; of the first rows where nothing is known. */
export function countedPartialFit<L extends Label>(
  kind: string,
  prepare: Prepare,
  input: MatrixLike,
  y: LabelsLike<L>,
  fitOptions: PartialFitOptions<L>,
  known?: ClassCounts<L> & KnownFeatures,
): CountedFit<L> {
  const owner = `${kind}.partialFit`;
  const first = known === undefined ? featuresToFit(kind, input) : undefined;
  const X = prepare(first?.X ?? featuresToUse(owner, input, known as KnownFeatures), `${owner}, X`);
  const classes = known?.classes ?? classesToFit(owner, fitOptions);
  const codes = knownCodes(owner, y, X.rows, classes);
  const counts = emptyCounts(classes, X.cols, known);
  addRows(counts, X, codes, weightsOf(owner, fitOptions, X.rows, ["classes"]));
  return { ...counts, owner, names: first === undefined ? known?.featureNamesIn : first.names };
}

function emptyCounts<L extends Label>(
  classes: readonly L[],
  cols: number,
  known?: Pick<ClassCounts<L>, "featureCount" | "classCount">,
): ClassCounts<L> {
  return {
    classes,
    featureCount: new Matrix(classes.length, cols, known?.featureCount.data.slice()),
    classCount: known?.classCount.slice() ?? new Float64Array(classes.length),
  };
}

function addRows<L extends Label>(
  { featureCount, classCount }: ClassCounts<L>,
  X: Matrix | CsrMatrix,
  codes: Int32Array,
  weights: Float64Array | undefined,
): void {
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    const weight = weights === undefined ? 1 : (weights[i] as number);
    classCount[code] = (classCount[code] as number) + weight;
    if (isCsrMatrix(X)) addSparseRow(featureCount.data, code * X.cols, X, i, weight);
  }
  if (!isCsrMatrix(X)) addDenseRows(featureCount.data, X, codes, weights);
}

/** Settings as saved data. */
export function savedDiscrete({ alpha, forceAlpha, fitPrior, classPrior }: DiscreteSettings): {
  readonly [key: string]: StateValue;
} {
  return {
    alpha: typeof alpha === "number" ? alpha : Array.from(alpha),
    forceAlpha,
    fitPrior,
    classPrior: classPrior === null ? null : Array.from(classPrior),
  };
}

/** The settings of a saved model, checked like options. */
export function readDiscrete(kind: string, read: StateReader): DiscreteSettings {
  const names = ["alpha", "forceAlpha", "fitPrior", "classPrior"];
  const found = Object.fromEntries(names.map((name) => [name, read.value(name)]));
  return parseOptions(kind, found, discreteSpecs(), ModelsError);
}

function addDenseRows(
  sums: Float64Array,
  { cols, data }: Matrix,
  codes: Int32Array,
  weights: Float64Array | undefined,
): void {
  for (let i = 0, at = 0; i < codes.length; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    const start = (codes[i] as number) * cols;
    for (let j = 0; j < cols; j++, at++) sums[start + j] = (sums[start + j] as number) + weight * (data[at] as number);
  }
}

function addSparseRow(sums: Float64Array, start: number, X: CsrMatrix, i: number, weight: number): void {
  const end = X.indptr[i + 1] as number;
  for (let at = X.indptr[i] as number; at < end; at++) {
    const place = start + (X.indices[at] as number);
    sums[place] = (sums[place] as number) + weight * (X.data[at] as number);
  }
}

/** What is added to the counts: one number, or one a feature. */
export function smoothing(owner: string, { alpha, forceAlpha }: DiscreteSettings, cols: number): number | Float64Array {
  const least = forceAlpha ? 0 : 1e-10;
  if (typeof alpha === "number") return Math.max(least, alpha);
  if (alpha.length !== cols) throw wrongLength(owner, "alpha", alpha.length, cols, "feature");
  return Float64Array.from(alpha, (each) => Math.max(least, each));
}

export function smoothingAt(alpha: number | Float64Array, j: number): number {
  return typeof alpha === "number" ? alpha : (alpha[j] as number);
}

export function logPriors(
  owner: string,
  { fitPrior, classPrior }: DiscreteSettings,
  classCount: Float64Array,
): Float64Array {
  const k = classCount.length;
  if (classPrior !== null) {
    if (classPrior.length !== k) throw wrongLength(owner, "classPrior", classPrior.length, k, "class");
    return Float64Array.from(classPrior, Math.log);
  }
  if (!fitPrior) return new Float64Array(k).fill(-Math.log(k));
  const logTotal = Math.log(classCount.reduce((sum, count) => sum + count, 0));
  return classCount.map((count) => Math.log(count) - logTotal);
}

/** X as it is, once it is known to hold no negative number. */
export function nonNegative(X: Matrix | CsrMatrix, where: string): Matrix | CsrMatrix {
  const fix = "give counts or weights of at least 0; gaussianNB takes any";
  assertNonNegative(X, where, "naive Bayes for counts takes no negative numbers", fix);
  return X;
}

function isVectorOfNumbers(value: unknown): value is readonly number[] | Float64Array {
  if (!Array.isArray(value) && !(value instanceof Float64Array)) return false;
  return Array.from(value as ArrayLike<unknown>).every(
    (each) => typeof each === "number" && each >= 0 && each < Infinity,
  );
}

function wrongLength(owner: string, option: string, found: number, expected: number, of: string): ModelsError {
  return new ModelsError({
    code: "invalidOption",
    what: `${option} has another length than the data asks for`,
    where: owner,
    found: `${found} numbers`,
    fix: `give one a ${of}, ${expected} in all`,
  });
}
