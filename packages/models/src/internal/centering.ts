import { Matrix } from "@mlsys/core";
import { pairwiseSum } from "./sums.ts";

/** The weighted mean of each column. */
export function columnMeans(X: Matrix, weights: Float64Array | undefined): Float64Array {
  if (X.cols === 1) return Float64Array.of(meanOf(X.data, weights));
  const total = weights === undefined ? X.rows : pairwiseSum(weights);
  return columnSums(X, weights).map((sum) => sum / total);
}

/** One column is summed as NumPy does, to the last digit. */
function meanOf(values: Float64Array, weights: Float64Array | undefined): number {
  if (weights === undefined) return pairwiseSum(values) / values.length;
  return pairwiseSum(values.map((value, i) => value * (weights[i] as number))) / pairwiseSum(weights);
}

/** Rows are read once, in order: sums of short blocks, added up with what their rounding lost. */
function columnSums({ rows, cols, data }: Matrix, weights: Float64Array | undefined): Float64Array {
  const [sums, lost, block] = [new Float64Array(cols), new Float64Array(cols), new Float64Array(cols)];
  for (let start = 0; start < rows; start += SUM_BLOCK) {
    block.fill(0);
    for (let i = start; i < Math.min(rows, start + SUM_BLOCK); i++) {
      const weight = weights === undefined ? 1 : (weights[i] as number);
      const row = i * cols;
      for (let j = 0; j < cols; j++) block[j] = (block[j] as number) + weight * (data[row + j] as number);
    }
    for (let j = 0; j < cols; j++) addTwoSum(sums, lost, j, block[j] as number);
  }
  return sums.map((sum, j) => sum + (lost[j] as number));
}

const SUM_BLOCK = 128;

/** @see Knuth, The Art of Computer Programming, volume 2, section 4.2.2: the error of an addition is a double. */
function addTwoSum(sums: Float64Array, lost: Float64Array, j: number, value: number): void {
  const before = sums[j] as number;
  const after = before + value;
  const part = after - before;
  sums[j] = after;
  lost[j] = (lost[j] as number) + (before - (after - part) + (value - part));
}

/** √w · (X − means). */
export function centredRows({ rows, cols, data }: Matrix, means: Float64Array, rootWeights?: Float64Array): Matrix {
  const centred = new Matrix(rows, cols);
  for (let i = 0; i < rows; i++) {
    const [row, root] = [i * cols, rootWeights === undefined ? 1 : (rootWeights[i] as number)];
    for (let j = 0; j < cols; j++) centred.data[row + j] = ((data[row + j] as number) - (means[j] as number)) * root;
  }
  return centred;
}

/** √w · (X − means), column by column: column j is `columns.row(j)`. */
export function centredColumns(X: Matrix, means: Float64Array, rootWeights: Float64Array | undefined): Matrix {
  const columns = new Matrix(X.cols, X.rows);
  for (let j = 0; j < X.cols; j++) {
    const mean = means[j] as number;
    const column = columns.row(j);
    for (let i = 0; i < X.rows; i++) {
      const value = (X.data[i * X.cols + j] as number) - mean;
      column[i] = rootWeights === undefined ? value : value * (rootWeights[i] as number);
    }
  }
  return columns;
}
