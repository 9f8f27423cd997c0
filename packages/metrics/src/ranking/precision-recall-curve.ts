import type { LabelArray } from "@mlsys/core";
import type { NumberRows } from "../input/numbers.ts";
import { readBinaryScores } from "./binary-scores.ts";
import { parseCurve, turns } from "./curve-options.ts";
import type { RocCurveOptions } from "./roc-curve.ts";
import { countsAtThresholds } from "./thresholds.ts";

/** A precision–recall curve, from the most lenient threshold to the strictest. */
export interface PrecisionRecallCurve {
  /** Precision at each threshold, and a last 1. */
  readonly precision: Float64Array;
  /** Recall at each threshold, and a last 0. */
  readonly recall: Float64Array;
  /** A row is predicted positive when its score is at least this; one fewer than points. */
  readonly thresholds: Float64Array;
}

/**
 * Precision against recall at every threshold.
 *
 * @param yTrue - true classes.
 * @param yScore - scores of the positive class; greater means more likely.
 * @param options - positive class, weights, whether to leave out points that change nothing (default false).
 * @returns precision, recall and thresholds, in ascending order of the thresholds.
 * @throws {@link MetricsError} `unsupportedTarget` with more than two classes; `lengthMismatch`, `emptyInput`, `invalidInput`,
 * `invalidOption`.
 * @see scikit-learn's `precision_recall_curve`.
 *
 * @example
 * ```ts
 * import { precisionRecallCurve } from "@mlsys/metrics";
 *
 * const { precision, recall } = precisionRecallCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * precision; // => Float64Array.of(0.5, 2 / 3, 0.5, 1, 1)
 * recall; // => Float64Array.of(1, 1, 0.5, 0.5, 0)
 * ```
 */
export function precisionRecallCurve(
  yTrue: LabelArray,
  yScore: NumberRows,
  options?: RocCurveOptions,
): PrecisionRecallCurve {
  const owner = "precisionRecallCurve";
  const { sampleWeight, posLabel, dropIntermediate, logger } = parseCurve(owner, options, false);
  const { isPositive, scores, weights } = readBinaryScores(owner, yTrue, yScore, { sampleWeight, posLabel });
  const { thresholds, truePositives, falsePositives } = countsAtThresholds(isPositive, scores, weights);
  const kept = dropIntermediate ? turns(truePositives) : [...truePositives.keys()];
  const positives = truePositives.at(-1) ?? 0;
  if (positives === 0) logger.warn("there are no positive rows: recall is set to 1", { owner });
  const points = kept.reverse();
  const precision = points.map((at) => {
    const [t = 0, f = 0] = [truePositives[at], falsePositives[at]];
    return t + f === 0 ? 0 : t / (t + f);
  });
  return {
    precision: Float64Array.of(...precision, 1),
    recall: Float64Array.of(...points.map((at) => (positives === 0 ? 1 : (truePositives[at] ?? 0) / positives)), 0),
    thresholds: Float64Array.from(points, (at) => thresholds[at] ?? 0),
  };
}
