import type { Matrix } from "@mlsys/core";
import { mean, sum } from "../input/sums.ts";
import type { BinaryAverage } from "./binary-average-kinds.ts";

type BinaryMetric = (isTrue: Uint8Array, scores: Float64Array, weights: Float64Array | undefined) => number;

/** A metric of two classes over a matrix of labels. */
export function averageBinary(
  isTrue: Uint8Array,
  scores: Matrix,
  weights: Float64Array | undefined,
  average: BinaryAverage,
  metric: BinaryMetric,
): number | number[] {
  const { rows, cols, data } = scores;
  if (average === "micro") {
    const repeated =
      weights && Float64Array.from({ length: rows * cols }, (_, i) => weights[Math.floor(i / cols)] ?? 0);
    return metric(isTrue, data, repeated);
  }
  if (average === "samples") {
    const figures = Float64Array.from({ length: rows }, (_, i) =>
      metric(isTrue.subarray(i * cols, (i + 1) * cols), data.subarray(i * cols, (i + 1) * cols), undefined),
    );
    return weightedMean(figures, weights);
  }
  const columns = Array.from({ length: cols }, (_, j) =>
    Uint8Array.from({ length: rows }, (_unused, i) => isTrue[i * cols + j] ?? 0),
  );
  const figures = Float64Array.from(columns, (bits, j) => metric(bits, scores.column(j), weights));
  if (average === null) return Array.from(figures);
  if (average === "macro") return mean(figures);
  const prevalence = Float64Array.from(columns, (bits) => sum(Float64Array.from(bits), weights));
  return Math.abs(sum(prevalence)) <= 1e-8 ? 0 : weightedMean(figures, prevalence);
}

/** What has no weight counts as 0, so that an undefined figure without weight does no harm. */
function weightedMean(figures: Float64Array, weights: Float64Array | undefined): number {
  if (weights === undefined) return mean(figures);
  return mean(
    figures.map((figure, at) => (weights[at] === 0 ? 0 : figure)),
    weights,
  );
}
