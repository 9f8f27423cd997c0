import { Matrix } from "@mlsys/core";
import { pairwiseSum } from "./sums.ts";

/** The weighted mean of each column; zeros when nothing is to be centred. */
export function columnMeans(X: Matrix, weights: Float64Array | undefined): Float64Array {
  const means = new Float64Array(X.cols);
  if (weights === undefined) {
    for (let j = 0; j < X.cols; j++) means[j] = pairwiseSum(X.data, j, X.rows, X.cols) / X.rows;
    return means;
  }
  const total = pairwiseSum(weights);
  const weighted = new Float64Array(X.rows);
  for (let j = 0; j < X.cols; j++) {
    for (let i = 0; i < X.rows; i++) weighted[i] = (X.data[i * X.cols + j] as number) * (weights[i] as number);
    means[j] = pairwiseSum(weighted) / total;
  }
  return means;
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
