import type { CsrMatrix, Matrix } from "@mlsys/core";

/** The weight of the rows that have each label. */
export function clusterWeights(labels: Int32Array, weights: Float64Array | undefined, k: number): Float64Array {
  const sums = new Float64Array(k);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    sums[label] = (sums[label] as number) + (weights === undefined ? 1 : (weights[i] as number));
  }
  return sums;
}

/** Adds rows to the sums of their clusters. */
export function addRows(
  sums: Float64Array,
  { rows, cols, data }: Matrix,
  labels: Int32Array,
  weights: Float64Array | undefined,
): void {
  for (let i = 0, from = 0; i < rows; i++) {
    const label = labels[i] as number;
    const weight = weights === undefined ? 1 : (weights[i] as number);
    for (let at = label * cols; at < (label + 1) * cols; at++, from++) {
      sums[at] = (sums[at] as number) + (data[from] as number) * weight;
    }
  }
}

/** The same of sparse rows. */
export function addSparseRows(
  sums: Float64Array,
  { rows, cols, indptr, indices, data }: CsrMatrix,
  labels: Int32Array,
  weights: Float64Array | undefined,
): void {
  for (let i = 0; i < rows; i++) {
    const first = (labels[i] as number) * cols;
    const weight = weights === undefined ? 1 : (weights[i] as number);
    const end = indptr[i + 1] as number;
    for (let at = indptr[i] as number; at < end; at++) {
      const to = first + (indices[at] as number);
      sums[to] = (sums[to] as number) + (data[at] as number) * weight;
    }
  }
}
