import { isCsrMatrix } from "@mlsys/core";
import type { CsrMatrix, Matrix } from "@mlsys/core";
import { allFinite } from "./all-finite.ts";
import { addColumnSquares, addColumnSums, addGroupSquares, addGroupSums } from "./dense-moments.ts";

/** Weighted mean and variance (of the population) of each column, over the numbers that are not NaN. */
export interface ColumnMoments {
  readonly means: Float64Array;
  readonly variances: Float64Array;
  /** The weight of the numbers of each column. */
  readonly counts: Float64Array;
  /** 1 where a column varies no more than rounding may make it. */
  readonly isConstant: Uint8Array;
}

/** Rows in groups: the group of each row, of so many. */
export interface RowGroups {
  readonly codes: Int32Array;
  readonly count: number;
}

/**
 * In two passes, the second corrected for the rounding of the first. Of rows in groups, all columns of the first group are followed by
 * those of the next; a sparse matrix has no groups.
 */
export function columnMoments(X: Matrix, weights: Float64Array | undefined, groups?: RowGroups): ColumnMoments;
export function columnMoments(X: Matrix | CsrMatrix, weights: Float64Array | undefined): ColumnMoments;
export function columnMoments(
  X: Matrix | CsrMatrix,
  weights: Float64Array | undefined,
  groups?: RowGroups,
): ColumnMoments {
  if (isCsrMatrix(X)) return sparseMoments(X, weights);
  const size = X.cols * (groups?.count ?? 1);
  const [sums, counts] = [new Float64Array(size), new Float64Array(size)];
  if (groups === undefined) addColumnSums(X, weights, sums, counts);
  else addGroupSums(X, weights, groups.codes, sums, counts);
  const means = quotients(sums, counts);
  const [squares, drifts] = [new Float64Array(size), new Float64Array(size)];
  if (groups === undefined) addColumnSquares(X, weights, means, squares, drifts);
  else addGroupSquares(X, weights, groups.codes, means, squares, drifts);
  return momentsOf(means, variancesOf(squares, drifts, counts), counts);
}

function quotients(sums: Float64Array, counts: Float64Array): Float64Array {
  const result = new Float64Array(sums.length);
  for (let j = 0; j < result.length; j++) result[j] = (sums[j] as number) / (counts[j] as number);
  return result;
}

function variancesOf(squares: Float64Array, drifts: Float64Array, counts: Float64Array): Float64Array {
  const variances = new Float64Array(counts.length);
  for (let j = 0; j < variances.length; j++) {
    const drift = drifts[j] as number;
    const count = counts[j] as number;
    variances[j] = Math.max(0, (squares[j] as number) - (drift * drift) / count) / count;
  }
  return variances;
}

/** Moments, with what they tell of constant columns. */
export function momentsOf(means: Float64Array, variances: Float64Array, counts: Float64Array): ColumnMoments {
  return { means, variances, counts, isConstant: constantColumns(means, variances, counts) };
}

/**
 * The moments of the rows of both.
 *
 * @see Chan, Golub and LeVeque, Updating formulae and a pairwise algorithm for computing sample variances (1979).
 */
export function joinedMoments(a: ColumnMoments, b: ColumnMoments): ColumnMoments {
  const counts = a.counts.map((count, j) => count + (b.counts[j] as number));
  const merged = (part: (j: number) => number, alone: "means" | "variances") =>
    counts.map((_, j) => {
      if (a.counts[j] === 0) return b[alone][j] as number;
      return b.counts[j] === 0 ? (a[alone][j] as number) : part(j);
    });
  const share = (j: number): number => (b.counts[j] as number) / (counts[j] as number);
  const distance = (j: number): number => (b.means[j] as number) - (a.means[j] as number);
  const means = merged((j) => (a.means[j] as number) + share(j) * distance(j), "means");
  const variances = merged((j) => {
    const within = (1 - share(j)) * (a.variances[j] as number) + share(j) * (b.variances[j] as number);
    return within + share(j) * (1 - share(j)) * distance(j) ** 2;
  }, "variances");
  return momentsOf(means, variances, counts);
}

/** @see Chan, Golub and LeVeque, Algorithms for computing the sample variance (1983): the error bound of two passes. */
function constantColumns(means: Float64Array, variances: Float64Array, counts: Float64Array): Uint8Array {
  const isConstant = new Uint8Array(variances.length);
  for (let j = 0; j < variances.length; j++) {
    const count = counts[j] as number;
    const variance = variances[j] as number;
    const rounding = count * (means[j] as number) * Number.EPSILON;
    if (variance <= count * Number.EPSILON * variance + rounding * rounding) isConstant[j] = 1;
  }
  return isConstant;
}

function sparseMoments(X: CsrMatrix, weights: Float64Array | undefined): ColumnMoments {
  const { rows, cols } = X;
  // Branches that look for what is missing take as long as the sums.
  const isPlain = weights === undefined && allFinite(X.data);
  const { sums, stored, missing } = isPlain ? plainTotals(X) : storedTotals(X, weights);
  const total = weights === undefined ? rows : weights.reduce((sum, weight) => sum + weight, 0);
  // Added up in the order of the total, what is stored whole leaves exactly nothing.
  const zeroWeights = stored.map((weight) => Math.max(0, total - weight));
  const counts = weights === undefined ? missing.map((count) => rows - count) : knownWeights(X, weights, zeroWeights);
  const means = quotients(sums, counts);
  const spreads = new Float64Array(SPREADS * cols);
  for (let j = 0; j < cols; j++) {
    const [mean, weight] = [means[j] as number, zeroWeights[j] as number];
    spreads[SPREADS * j] = mean;
    // The zeros that are not stored all lie at the same distance from the mean.
    spreads[SPREADS * j + 1] = weight * mean * mean;
    spreads[SPREADS * j + 2] = -weight * mean;
  }
  if (isPlain) addPlainSpreads(X, spreads);
  else addSpreads(X, weights, spreads);
  const [squares, drifts] = [every(spreads, SPREADS, 1), every(spreads, SPREADS, 2)];
  return momentsOf(means, variancesOf(squares, drifts, counts), counts);
}

/** Every so manieth number, from one on. */
function every(numbers: Float64Array, step: number, first: number): Float64Array {
  const taken = new Float64Array(numbers.length / step);
  for (let j = 0; j < taken.length; j++) taken[j] = numbers[step * j + first] as number;
  return taken;
}

/** Of each column the sum of its stored numbers, and how many they are; none is NaN. */
function plainTotals({ cols, data, indices }: CsrMatrix) {
  const totals = new Float64Array(2 * cols);
  for (let at = 0; at < data.length; at++) {
    const place = 2 * (indices[at] as number);
    totals[place] = (totals[place] as number) + (data[at] as number);
    totals[place + 1] = (totals[place + 1] as number) + 1;
  }
  return { sums: every(totals, 2, 0), stored: every(totals, 2, 1), missing: new Float64Array(cols) };
}

/** Of each column the weighted sum of its stored numbers, the weight of what is stored, and that of NaN. */
function storedTotals({ rows, cols, data, indptr, indices }: CsrMatrix, weights: Float64Array | undefined) {
  // Side by side, since elements come in no order of the columns.
  const totals = new Float64Array(2 * cols);
  const missing = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    const end = indptr[i + 1] as number;
    for (let at = indptr[i] as number; at < end; at++) {
      const value = data[at] as number;
      const j = indices[at] as number;
      totals[2 * j + 1] = (totals[2 * j + 1] as number) + weight;
      if (Number.isNaN(value)) missing[j] = (missing[j] as number) + weight;
      else totals[2 * j] = (totals[2 * j] as number) + weight * value;
    }
  }
  return { sums: every(totals, 2, 0), stored: every(totals, 2, 1), missing };
}

/** The weights of the numbers of each column, those of zeros first. */
function knownWeights(
  { rows, data, indptr, indices }: CsrMatrix,
  weights: Float64Array,
  zeroWeights: Float64Array,
): Float64Array {
  const counts = zeroWeights.slice();
  for (let i = 0; i < rows; i++) {
    const end = indptr[i + 1] as number;
    for (let at = indptr[i] as number; at < end; at++) {
      const j = indices[at] as number;
      if (!Number.isNaN(data[at])) counts[j] = (counts[j] as number) + (weights[i] as number);
    }
  }
  return counts;
}

/** Numbers of a column side by side: its mean, the weighted squares of the distances from it, and the distances; the last is idle. */
const SPREADS = 4;

/** Adds the numbers that are stored to the squares and distances. */
function addSpreads(
  { rows, data, indptr, indices }: CsrMatrix,
  weights: Float64Array | undefined,
  spreads: Float64Array,
): void {
  for (let i = 0; i < rows; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    const end = indptr[i + 1] as number;
    for (let at = indptr[i] as number; at < end; at++) {
      const value = data[at] as number;
      if (Number.isNaN(value)) continue;
      const place = SPREADS * (indices[at] as number);
      const distance = value - (spreads[place] as number);
      spreads[place + 1] = (spreads[place + 1] as number) + weight * distance * distance;
      spreads[place + 2] = (spreads[place + 2] as number) + weight * distance;
    }
  }
}

/** The same without weights, where none is NaN. */
function addPlainSpreads({ data, indices }: CsrMatrix, spreads: Float64Array): void {
  for (let at = 0; at < data.length; at++) {
    const place = SPREADS * (indices[at] as number);
    const distance = (data[at] as number) - (spreads[place] as number);
    spreads[place + 1] = (spreads[place + 1] as number) + distance * distance;
    spreads[place + 2] = (spreads[place + 2] as number) + distance;
  }
}
