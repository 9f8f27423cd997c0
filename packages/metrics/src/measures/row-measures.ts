import { combine, mean, sumOfSquaredDifferences, sumOfSquares } from "../input/sums.ts";
import { areaUnderRoc, averagePrecisionOf, countsAtThresholds } from "../ranking/thresholds.ts";
import type { RowMeasure } from "./measure.ts";

function r2(yTrue: Float64Array, yPred: Float64Array): number {
  const spread = sumOfSquares(yTrue, mean(yTrue));
  return spread === 0 ? NaN : 1 - sumOfSquaredDifferences(yTrue, yPred) / spread;
}

function meanSquaredError(yTrue: Float64Array, yPred: Float64Array): number {
  return sumOfSquaredDifferences(yTrue, yPred) / yTrue.length;
}

function logLoss(yTrue: Float64Array, yPred: Float64Array): number {
  const kept = (p: number): number => Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, p));
  return mean(combine(yTrue, yPred, (t, p) => -Math.log(kept(t === 1 ? p : 1 - p))));
}

function thresholdCounts(yTrue: Float64Array, yPred: Float64Array): ReturnType<typeof countsAtThresholds> {
  return countsAtThresholds(Uint8Array.from(yTrue), yPred);
}

/** The measures of rows. */
export function rowMeasures(): RowMeasure[] {
  const error = (name: string, of: RowMeasure["of"], isOfScores: boolean): RowMeasure => ({
    name,
    of,
    needs: "rows",
    isOfScores,
    isGreaterBetter: false,
  });
  const score = (name: string, of: RowMeasure["of"], isOfScores: boolean): RowMeasure => ({
    ...error(name, of, isOfScores),
    isGreaterBetter: true,
  });
  return [
    score("r2", r2, false),
    error("meanSquaredError", meanSquaredError, false),
    error("rootMeanSquaredError", (t, p) => Math.sqrt(meanSquaredError(t, p)), false),
    error("meanAbsoluteError", (t, p) => mean(combine(t, p, (a, b) => Math.abs(a - b))), false),
    score("rocAuc", (t, p) => areaUnderRoc(thresholdCounts(t, p)), true),
    score("averagePrecision", (t, p) => averagePrecisionOf(thresholdCounts(t, p)), true),
    error("logLoss", logLoss, true),
    error("brierScore", (t, p) => mean(combine(t, p, (a, b) => (a - b) ** 2)), true),
  ];
}
