import { isCsrMatrix } from "@mlsys/core";
import type { CsrMatrix, Label, MatrixLike } from "@mlsys/core";
import type { AnyMatrix, LabelsLike, VectorLike } from "../estimator.ts";
import { placesOf } from "../internal/column-moments.ts";
import { columnRanges } from "../internal/column-ranges.ts";
import { columnsOf } from "../internal/columns.ts";
import { assertNonNegative, featuresToFit } from "../internal/features.ts";
import { labelsToFit } from "../internal/labels.ts";
import { chiSquaredTail, fTail } from "../internal/special-functions.ts";
import { pairwiseSum } from "../internal/sums.ts";
import { numbersOf } from "../internal/targets.ts";
import { toDense } from "../internal/to-dense.ts";

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
  codes.forEach((code) => (counts[code] = (counts[code] as number) + 1));
  const { rows, cols, data } = X;
  const { indptr, indices } = placesOf(X);
  for (let i = 0; i < rows; i++) {
    const start = indptr === undefined ? i * cols : (indptr[i] as number);
    const end = indptr === undefined ? start + cols : (indptr[i + 1] as number);
    const first = (codes[i] as number) * cols;
    for (let at = start; at < end; at++) {
      const place = first + (indices === undefined ? at - start : (indices[at] as number));
      sums[place] = (sums[place] as number) + (data[at] as number);
    }
  }
  return { k, counts, sums };
}

/** The squares of the distances to the mean of the class, summed by column; means are classes × columns. */
function squaresWithin(X: AnyMatrix, codes: Int32Array, means: Float64Array): Float64Array {
  const { rows, cols, data } = X;
  const { indptr, indices } = placesOf(X);
  const within = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    const start = indptr === undefined ? i * cols : (indptr[i] as number);
    const end = indptr === undefined ? start + cols : (indptr[i + 1] as number);
    const first = (codes[i] as number) * cols;
    for (let at = start; at < end; at++) {
      const j = indices === undefined ? at - start : (indices[at] as number);
      const distance = (data[at] as number) - (means[first + j] as number);
      within[j] = (within[j] as number) + distance * distance;
    }
  }
  return within;
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
  const within = squaresWithin(features, codes, means);
  const stored = isCsrMatrix(features) ? storedCounts(features, codes, k) : undefined;
  // The zeros that a sparse matrix does not store all lie at the same distance from the mean of their class.
  stored?.forEach((count, at) => {
    const j = at % features.cols;
    const zeros = (counts[Math.floor(at / features.cols)] as number) - count;
    within[j] = (within[j] as number) + zeros * (means[at] as number) ** 2;
  });
  const { ranges } = columnRanges(features);
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

/** How many elements of each column are stored, classes × columns. */
function storedCounts({ rows, cols, indices, indptr }: CsrMatrix, codes: Int32Array, k: number): Float64Array {
  const counts = new Float64Array(k * cols);
  for (let i = 0; i < rows; i++) {
    for (let at = indptr[i] as number; at < (indptr[i + 1] as number); at++) {
      const place = (codes[i] as number) * cols + (indices[at] as number);
      counts[place] = (counts[place] as number) + 1;
    }
  }
  return counts;
}

/**
 * The F statistics of the correlation of each column with y. A column that does not vary has statistic 0, and all have where y does
 * not; one that determines y, the largest double. A sparse X is made dense.
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
  const features = toDense("fRegression", featuresToFit("fRegression", X).X);
  const numbers = numbersOf("fRegression", "y", y, features.rows);
  const target = centred(numbers);
  const degrees = features.rows - 2;
  const statistics = new Float64Array(features.cols);
  if (numbers.every((value) => value === numbers[0])) return { statistics, pValues: statistics.map(() => 1) };
  const { ranges } = columnRanges(features);
  columnsOf(features).forEach((each, j) => {
    if (ranges[j] === 0) return;
    const column = centred(each);
    const products = pairwiseSum(column.map((value, i) => value * (target[i] as number)));
    const correlation = products / (lengthOf(column) * lengthOf(target));
    const share = correlation * correlation;
    // Rounding may make a perfect correlation larger than 1; two rows, which always have one, tell nothing.
    const statistic = (share / Math.max(0, 1 - share)) * degrees;
    statistics[j] = Number.isNaN(statistic) ? 0 : statistic === Infinity ? Number.MAX_VALUE : statistic;
  });
  return { statistics, pValues: statistics.map((each) => (each === 0 ? 1 : fTail(each, 1, degrees))) };
}

function centred(values: Float64Array): Float64Array {
  const mean = pairwiseSum(values) / values.length;
  return values.map((value) => value - mean);
}

function lengthOf(values: Float64Array): number {
  return Math.sqrt(pairwiseSum(values.map((value) => value * value)));
}
