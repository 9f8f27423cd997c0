import { isCsrMatrix } from "@mlsys/core";
import type { CsrMatrix, Label, Matrix, MatrixLike } from "@mlsys/core";
import type { AnyMatrix, LabelsLike, VectorLike } from "../estimator.ts";
import { allFinite } from "../internal/all-finite.ts";
import { columnRanges } from "../internal/column-ranges.ts";
import { assertFinite, assertNonNegative, featuresToFit } from "../internal/features.ts";
import { labelsToFit } from "../internal/labels.ts";
import { chiSquaredTail, fTail } from "../internal/special-functions.ts";
import { dot, pairwiseSum } from "../internal/sums.ts";
import { numbersOf } from "../internal/targets.ts";
import { centeredSums } from "./correlations.ts";

/** A figure a column, and how probable one at least as large is where the column says nothing of y. */
export interface ColumnTests {
  readonly statistics: Float64Array;
  readonly pValues: Float64Array;
}

/** Sums of each column by class. */
interface ClassSums {
  readonly k: number;
  readonly counts: Float64Array;
  /** Classes × columns. */
  readonly sums: Float64Array;
}

function classSums(X: AnyMatrix, codes: Int32Array, k: number): ClassSums {
  const [counts, sums] = [new Float64Array(k), new Float64Array(k * X.cols)];
  for (let i = 0; i < codes.length; i++) counts[codes[i] as number] = (counts[codes[i] as number] as number) + 1;
  if (isCsrMatrix(X)) addSparse(X, codes, sums);
  else addDense(X, codes, sums);
  return { k, counts, sums };
}

function addDense({ rows, cols, data }: Matrix, codes: Int32Array, sums: Float64Array): void {
  for (let i = 0, at = 0; i < rows; i++) {
    const first = (codes[i] as number) * cols;
    for (let place = first; place < first + cols; place++, at++) {
      sums[place] = (sums[place] as number) + (data[at] as number);
    }
  }
}

function addSparse({ rows, cols, data, indices, indptr }: CsrMatrix, codes: Int32Array, sums: Float64Array): void {
  for (let i = 0; i < rows; i++) {
    const first = (codes[i] as number) * cols;
    const end = indptr[i + 1] as number;
    for (let at = indptr[i] as number; at < end; at++) {
      const place = first + (indices[at] as number);
      sums[place] = (sums[place] as number) + (data[at] as number);
    }
  }
}

/** The squares of the distances to the mean of the class, summed by column; means are classes × columns. */
function squaresWithin(X: AnyMatrix, codes: Int32Array, counts: Float64Array, means: Float64Array): Float64Array {
  const { rows, cols, data } = X;
  const within = new Float64Array(cols);
  if (isCsrMatrix(X)) {
    addSparseSquares(X, codes, means, within);
    addZeros(within, X, codes, counts, means);
    return within;
  }
  for (let i = 0, at = 0; i < rows; i++) {
    const first = (codes[i] as number) * cols;
    for (let j = 0; j < cols; j++, at++) {
      const distance = (data[at] as number) - (means[first + j] as number);
      within[j] = (within[j] as number) + distance * distance;
    }
  }
  return within;
}

function addSparseSquares(
  { rows, cols, data, indices, indptr }: CsrMatrix,
  codes: Int32Array,
  means: Float64Array,
  within: Float64Array,
): void {
  for (let i = 0; i < rows; i++) {
    const first = (codes[i] as number) * cols;
    const end = indptr[i + 1] as number;
    for (let at = indptr[i] as number; at < end; at++) {
      const j = indices[at] as number;
      const distance = (data[at] as number) - (means[first + j] as number);
      within[j] = (within[j] as number) + distance * distance;
    }
  }
}

/**
 * The chi-squared statistics of counts (or weights of at least 0) and classes. Sparse data stays sparse.
 *
 * @param X - rows × columns, no number below 0.
 * @param y - one label a row.
 * @returns statistics and p-values, one a column; NaN for a column of zeros.
 * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `invalidInput`, `lengthMismatch`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.feature_selection.chi2.html
 *
 * @example
 * ```ts
 * import { chi2 } from "@mlsys/models";
 *
 * chi2([[1, 3], [0, 3]], ["a", "b"]).statistics; // => Float64Array.of(1, 0)
 * ```
 */
export function chi2(X: MatrixLike, y: LabelsLike<Label>): ColumnTests {
  const features = featuresToFit("chi2", X).X;
  assertNonNegative(features, "chi2, X", "chi2 takes no negative numbers", "give counts or weights of at least 0");
  const { classes, codes } = labelsToFit("chi2", y, features.rows, { allowOneClass: true });
  const { k, counts, sums } = classSums(features, codes, classes.length);
  const statistics = new Float64Array(features.cols);
  for (let j = 0; j < features.cols; j++) {
    let total = 0;
    for (let c = 0; c < k; c++) total += sums[c * features.cols + j] as number;
    let statistic = 0;
    for (let c = 0; c < k; c++) {
      const expected = ((counts[c] as number) / features.rows) * total;
      statistic += ((sums[c * features.cols + j] as number) - expected) ** 2 / expected;
    }
    statistics[j] = statistic;
  }
  return { statistics, pValues: statistics.map((each) => chiSquaredTail(each, k - 1)) };
}

/**
 * The F statistics of one-way analysis of variance: whether the means of a column differ between classes. A column that does not vary
 * has none, whatever rounding makes of its means.
 *
 * @param X - rows × columns.
 * @param y - one label a row.
 * @returns statistics and p-values, one a column; NaN for a column that does not vary.
 * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `lengthMismatch`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.feature_selection.f_classif.html
 *
 * @example
 * ```ts
 * import { fClassif } from "@mlsys/models";
 *
 * fClassif([[1], [2], [5], [6]], ["a", "a", "b", "b"]).statistics; // => Float64Array.of(32)
 * ```
 */
export function fClassif(X: MatrixLike, y: LabelsLike<Label>): ColumnTests {
  const features = featuresToFit("fClassif", X).X;
  const { classes, codes } = labelsToFit("fClassif", y, features.rows, { allowOneClass: true, allowFractions: true });
  const { k, counts, sums } = classSums(features, codes, classes.length);
  const n = features.rows;
  const means = sums.map((sum, at) => sum / (counts[Math.floor(at / features.cols)] as number));
  const within = squaresWithin(features, codes, counts, means);
  const ranges = columnRanges(features);
  const statistics = within.map((square, j) => {
    if (ranges[j] === 0) return NaN;
    let overall = 0;
    for (let c = 0; c < k; c++) overall += sums[c * features.cols + j] as number;
    let between = 0;
    for (let c = 0; c < k; c++) {
      between += (counts[c] as number) * ((means[c * features.cols + j] as number) - overall / n) ** 2;
    }
    return between / (k - 1) / (square / (n - k));
  });
  return { statistics, pValues: statistics.map((each) => (Number.isNaN(each) ? NaN : fTail(each, k - 1, n - k))) };
}

/** The zeros that a sparse matrix does not store all lie at the same distance from the mean of their class. */
function addZeros(
  within: Float64Array,
  { rows, cols, indices, indptr }: CsrMatrix,
  codes: Int32Array,
  counts: Float64Array,
  means: Float64Array,
): void {
  const stored = new Int32Array(means.length);
  for (let i = 0; i < rows; i++) {
    const first = (codes[i] as number) * cols;
    const end = indptr[i + 1] as number;
    for (let at = indptr[i] as number; at < end; at++) {
      const place = first + (indices[at] as number);
      stored[place] = (stored[place] as number) + 1;
    }
  }
  for (let c = 0, at = 0; c < counts.length; c++) {
    for (let j = 0; j < cols; j++, at++) {
      const zeros = (counts[c] as number) - (stored[at] as number);
      const mean = means[at] as number;
      within[j] = (within[j] as number) + zeros * (mean * mean);
    }
  }
}

/**
 * The F statistics of the correlation of each column with y. A column that does not vary has statistic 0, and all have where y does
 * not; one that determines y, the largest double. Sparse data stays sparse.
 *
 * @param X - rows × columns.
 * @param y - one number a row.
 * @returns statistics and p-values, one a column.
 * @throws {ModelsError} `shapeMismatch`, `nonFinite`, `lengthMismatch`.
 * @see https://scikit-learn.org/stable/modules/generated/sklearn.feature_selection.f_regression.html
 *
 * @example
 * ```ts
 * import { fRegression } from "@mlsys/models";
 *
 * const { pValues } = fRegression([[1, 0], [2, 1], [3, 0], [4, 1]], [1.1, 1.9, 3.2, 4.0]);
 * Array.from(pValues, (p) => p < 0.05); // => [true, false]
 * ```
 */
export function fRegression(X: MatrixLike, y: VectorLike): ColumnTests {
  const features = featuresToFit("fRegression", X, { isCheckedLater: true }).X;
  const target = numbersOf("fRegression", "y", y, features.rows);
  const deviations = centred(target);
  const { squares, products } = centeredSums(features, deviations);
  if (!allFinite(squares)) assertFinite(features, "fRegression.fit, X");
  const statistics = new Float64Array(features.cols);
  const pValues = new Float64Array(features.cols).fill(1);
  const degrees = features.rows - 2;
  if (target.every((value) => value === target[0])) return { statistics, pValues };
  const length = Math.sqrt(dot(deviations, deviations));
  for (let j = 0; j < statistics.length; j++) {
    if (squares[j] === 0) continue;
    const correlation = (products[j] as number) / (Math.sqrt(squares[j] as number) * length);
    const share = correlation * correlation;
    // Rounding may make a perfect correlation larger than 1; two rows, which always have one, tell nothing.
    const statistic = (share / Math.max(0, 1 - share)) * degrees;
    if (Number.isNaN(statistic) || statistic === 0) continue;
    statistics[j] = Math.min(statistic, Number.MAX_VALUE);
    pValues[j] = fTail(statistics[j] as number, 1, degrees);
  }
  return { statistics, pValues };
}

function centred(values: Float64Array): Float64Array {
  const mean = pairwiseSum(values) / values.length;
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) result[i] = (values[i] as number) - mean;
  return result;
}
