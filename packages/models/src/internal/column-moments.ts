import { isCsrMatrix } from "@mlsys/core";
import type { CsrMatrix, Matrix } from "@mlsys/core";
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
  const size = X.cols * (groups?.count ?? 1);
  const [sums, counts] = [new Float64Array(size), new Float64Array(size)];
  const zeroWeights = isCsrMatrix(X) ? weightsOfZeros(X, weights) : counts;
  if (isCsrMatrix(X)) counts.set(zeroWeights);
  if (isCsrMatrix(X)) addSums(X, weights, sums, counts);
  else if (groups === undefined) addColumnSums(X, weights, sums, counts);
  else addGroupSums(X, weights, groups.codes, sums, counts);
  const means = quotients(sums, counts);
  const [squares, drifts] = [new Float64Array(size), new Float64Array(size)];
  // The zeros that a sparse matrix does not store all lie at the same distance from the mean.
  if (isCsrMatrix(X)) addZeros(zeroWeights, means, squares, drifts);
  if (isCsrMatrix(X)) addSquares(X, weights, means, squares, drifts);
  else if (groups === undefined) addColumnSquares(X, weights, means, squares, drifts);
  else addGroupSquares(X, weights, groups.codes, means, squares, drifts);
  return momentsOf(means, variancesOf(squares, drifts, counts), counts);
}

function quotients(sums: Float64Array, counts: Float64Array): Float64Array {
  const result = new Float64Array(sums.length);
  for (let j = 0; j < result.length; j++) result[j] = (sums[j] as number) / (counts[j] as number);
  return result;
}

function addZeros(weights: Float64Array, means: Float64Array, squares: Float64Array, drifts: Float64Array): void {
  for (let j = 0; j < means.length; j++) {
    const mean = means[j] as number;
    const weight = weights[j] as number;
    squares[j] = weight * mean * mean;
    drifts[j] = -weight * mean;
  }
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

function addSums(
  { rows, data, indptr, indices }: CsrMatrix,
  weights: Float64Array | undefined,
  sums: Float64Array,
  counts: Float64Array,
): void {
  for (let i = 0; i < rows; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    const end = indptr[i + 1] as number;
    for (let at = indptr[i] as number; at < end; at++) {
      const value = data[at] as number;
      if (Number.isNaN(value)) continue;
      const j = indices[at] as number;
      sums[j] = (sums[j] as number) + weight * value;
      counts[j] = (counts[j] as number) + weight;
    }
  }
}

function addSquares(
  { rows, data, indptr, indices }: CsrMatrix,
  weights: Float64Array | undefined,
  means: Float64Array,
  squares: Float64Array,
  drifts: Float64Array,
): void {
  for (let i = 0; i < rows; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    const end = indptr[i + 1] as number;
    for (let at = indptr[i] as number; at < end; at++) {
      const value = data[at] as number;
      if (Number.isNaN(value)) continue;
      const j = indices[at] as number;
      const distance = value - (means[j] as number);
      squares[j] = (squares[j] as number) + weight * distance * distance;
      drifts[j] = (drifts[j] as number) + weight * distance;
    }
  }
}

/** The weight of the elements of each column that are not stored. */
function weightsOfZeros(X: CsrMatrix, weights: Float64Array | undefined): Float64Array {
  const total = weights === undefined ? X.rows : weights.reduce((sum, weight) => sum + weight, 0);
  const { rows, cols, indptr, indices } = X;
  const stored = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    const end = indptr[i + 1] as number;
    for (let at = indptr[i] as number; at < end; at++) {
      const j = indices[at] as number;
      stored[j] = (stored[j] as number) + weight;
    }
  }
  // Added up in the order of the total, what is stored whole leaves exactly nothing.
  for (let j = 0; j < cols; j++) stored[j] = Math.max(0, total - (stored[j] as number));
  return stored;
}
