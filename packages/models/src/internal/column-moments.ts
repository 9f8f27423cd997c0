import { isCsrMatrix } from "@mlsys/core";
import type { CsrMatrix, Matrix } from "@mlsys/core";

/** Weighted mean and variance (of the population) of each column, over the numbers that are not NaN. */
export interface ColumnMoments {
  readonly means: Float64Array;
  readonly variances: Float64Array;
  /** The weight of the numbers of each column. */
  readonly counts: Float64Array;
  /** 1 where a column varies no more than rounding may make it. */
  readonly isConstant: Uint8Array;
}

/** In two passes, the second corrected for the rounding of the first. */
export function columnMoments(X: Matrix | CsrMatrix, weights: Float64Array | undefined): ColumnMoments {
  const p = X.cols;
  const [sums, counts] = [new Float64Array(p), new Float64Array(p)];
  const zeroWeights = isCsrMatrix(X) ? weightsOfZeros(X, weights) : new Float64Array(p);
  counts.set(zeroWeights);
  forEachNumber(X, weights, (value, j, weight) => {
    sums[j] = (sums[j] as number) + weight * value;
    counts[j] = (counts[j] as number) + weight;
  });
  const means = sums.map((sum, j) => sum / (counts[j] as number));
  const [squares, drifts] = [new Float64Array(p), new Float64Array(p)];
  // The zeros that a sparse matrix does not store all lie at the same distance from the mean.
  for (let j = 0; j < p; j++) {
    const [mean, weight] = [means[j] as number, zeroWeights[j] as number];
    squares[j] = weight * mean * mean;
    drifts[j] = -weight * mean;
  }
  forEachNumber(X, weights, (value, j, weight) => {
    const distance = value - (means[j] as number);
    squares[j] = (squares[j] as number) + weight * distance * distance;
    drifts[j] = (drifts[j] as number) + weight * distance;
  });
  const variances = squares.map((square, j) => {
    const count = counts[j] as number;
    return Math.max(0, square - (drifts[j] as number) ** 2 / count) / count;
  });
  return { means, variances, counts, isConstant: constantColumns(means, variances, counts) };
}

/** @see Chan, Golub and LeVeque, Algorithms for computing the sample variance (1983): the error bound of two passes. */
function constantColumns(means: Float64Array, variances: Float64Array, counts: Float64Array): Uint8Array {
  return Uint8Array.from(variances, (variance, j) => {
    const count = counts[j] as number;
    const bound = count * Number.EPSILON * variance + (count * (means[j] as number) * Number.EPSILON) ** 2;
    return variance <= bound ? 1 : 0;
  });
}

function forEachNumber(
  X: Matrix | CsrMatrix,
  weights: Float64Array | undefined,
  visit: (value: number, column: number, weight: number) => void,
): void {
  for (let i = 0; i < X.rows; i++) {
    const weight = weights === undefined ? 1 : (weights[i] as number);
    const start = isCsrMatrix(X) ? (X.indptr[i] as number) : i * X.cols;
    const end = isCsrMatrix(X) ? (X.indptr[i + 1] as number) : start + X.cols;
    for (let at = start; at < end; at++) {
      const value = X.data[at] as number;
      if (Number.isNaN(value)) continue;
      visit(value, isCsrMatrix(X) ? (X.indices[at] as number) : at - start, weight);
    }
  }
}

/** The weight of the elements of each column that are not stored. */
function weightsOfZeros(X: CsrMatrix, weights: Float64Array | undefined): Float64Array {
  const total = weights === undefined ? X.rows : weights.reduce((sum, weight) => sum + weight, 0);
  const zeros = new Float64Array(X.cols).fill(total);
  for (let i = 0; i < X.rows; i++) {
    for (let at = X.indptr[i] as number; at < (X.indptr[i + 1] as number); at++) {
      const j = X.indices[at] as number;
      zeros[j] = (zeros[j] as number) - (weights === undefined ? 1 : (weights[i] as number));
    }
  }
  return zeros;
}
