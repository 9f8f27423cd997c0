import { randomState } from "@mlsys/core";
import type { Matrix } from "@mlsys/core";
import { pairwiseSum } from "../../internal/sums.ts";
import { binningThresholds } from "./binning-thresholds.ts";

/** Above so many rows, thresholds are found on rows that are drawn. */
const SUBSAMPLE = 200_000;

/** How the features of a fit are cut into bins. */
export interface BinMapper {
  /** The thresholds of each feature; none for one whose values are categories, whose codes are its bins. */
  readonly thresholds: readonly Float64Array[];
  /** Bins of each feature, but for that of missing numbers. */
  readonly counts: Int32Array;
  readonly isCategorical: Uint8Array;
  /** The bin of missing numbers. */
  readonly missingBin: number;
}

/** Bins of rows, feature by feature: that of row i and feature j is at j · rows + i. */
export interface BinnedRows {
  readonly rows: number;
  readonly cols: number;
  readonly data: Uint8Array;
}

export function fitBins(
  X: Matrix,
  maxBins: number,
  categoryCounts: readonly (number | undefined)[],
  weights: Float64Array | undefined,
  seed: number,
): BinMapper {
  const drawn = X.rows > SUBSAMPLE ? drawRows(X, weights, seed) : undefined;
  const rows = drawn ?? X;
  const own = drawn === undefined ? weights : undefined;
  const thresholds = categoryCounts.map((count, j) =>
    count === undefined ? binningThresholds(rows.column(j), maxBins, own) : new Float64Array(0),
  );
  return {
    thresholds,
    counts: Int32Array.from(categoryCounts, (count, j) => count ?? (thresholds[j]?.length ?? 0) + 1),
    isCategorical: Uint8Array.from(categoryCounts, (count) => (count === undefined ? 0 : 1)),
    missingBin: maxBins,
  };
}

function drawRows(X: Matrix, weights: Float64Array | undefined, seed: number): Matrix {
  const total = weights === undefined ? 1 : pairwiseSum(weights);
  const p = weights?.map((weight) => weight / total);
  return X.take(randomState(seed).choice(X.rows, p === undefined ? { size: SUBSAMPLE } : { size: SUBSAMPLE, p }));
}

export function binRows({ rows, cols, data }: Matrix, mapper: BinMapper): BinnedRows {
  const binned = new Uint8Array(rows * cols);
  for (let j = 0; j < cols; j++) {
    const cuts = mapper.thresholds[j] as Float64Array;
    const isCategorical = mapper.isCategorical[j] === 1;
    for (let i = 0; i < rows; i++) {
      const value = data[i * cols + j] as number;
      if (value !== value) binned[j * rows + i] = mapper.missingBin;
      else binned[j * rows + i] = isCategorical ? value : binOf(value, cuts);
    }
  }
  return { rows, cols, data: binned };
}

/** The number of thresholds that a value exceeds. */
function binOf(value: number, cuts: Float64Array): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value <= (cuts[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** 1 for each feature with a missing number. */
export function missingFeatures({ rows, cols, data }: BinnedRows, missingBin: number): Uint8Array {
  return Uint8Array.from({ length: cols }, (_, j) =>
    data.subarray(j * rows, (j + 1) * rows).includes(missingBin) ? 1 : 0,
  );
}
