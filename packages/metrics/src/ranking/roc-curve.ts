import type { Label, LabelArray } from "@mlsys/core";
import type { LoggerOption } from "../input/logger.ts";
import type { NumberRows } from "../input/numbers.ts";
import type { WeightOption } from "../input/weights.ts";
import { readBinaryScores } from "./binary-scores.ts";
import { parseCurve } from "./curve-options.ts";
import { countsAtThresholds } from "./thresholds.ts";

/** Options of {@link rocCurve}. */
export interface RocCurveOptions extends WeightOption, LoggerOption {
  /** The class whose score is given. Default 1, where the classes are 0 and 1 or -1 and 1. */
  readonly posLabel?: Label | null | undefined;
  /** Whether to leave out points that lie on a straight line. Default true. */
  readonly dropIntermediate?: boolean | undefined;
}

/** A ROC curve, from the strictest threshold to the most lenient. */
export interface RocCurve {
  /** False positive rate at each threshold; NaN without negatives. */
  readonly fpr: Float64Array;
  /** True positive rate at each threshold; NaN without positives. */
  readonly tpr: Float64Array;
  /** A row is predicted positive when its score is at least this. The first is Infinity: none is. */
  readonly thresholds: Float64Array;
}

/**
 * The ROC curve: true against false positive rate at every threshold.
 *
 * @param yTrue - true classes.
 * @param yScore - scores of the positive class; greater means more likely.
 * @param options - positive class, weights, whether to leave out points on straight lines.
 * @returns the rates and thresholds, in descending order of the thresholds.
 * @throws {@link MetricsError} `unsupportedTarget` with more than two classes; `lengthMismatch`, `emptyInput`, `invalidInput`,
 * `invalidOption`.
 * @see scikit-learn's `roc_curve`.
 *
 * @example
 * ```ts
 * import { rocCurve } from "@mlsys/metrics";
 *
 * const { fpr, tpr, thresholds } = rocCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * fpr; // => Float64Array.of(0, 0, 0.5, 0.5, 1)
 * tpr; // => Float64Array.of(0, 0.5, 0.5, 1, 1)
 * thresholds; // => Float64Array.of(Infinity, 0.8, 0.4, 0.35, 0.1)
 * ```
 */
export function rocCurve(yTrue: LabelArray, yScore: NumberRows, options?: RocCurveOptions): RocCurve {
  const owner = "rocCurve";
  const { sampleWeight, posLabel, dropIntermediate, logger } = parseCurve(owner, options, true);
  const { isPositive, scores, weights } = readBinaryScores(owner, yTrue, yScore, { sampleWeight, posLabel });
  const counts = countsAtThresholds(isPositive, scores, weights);
  const { truePositives, falsePositives } = counts;
  const kept = dropIntermediate ? corners(truePositives, falsePositives) : [...truePositives.keys()];
  const [positives, negatives] = [truePositives.at(-1) ?? 0, falsePositives.at(-1) ?? 0];
  if (negatives <= 0) logger.warn("there are no negative rows: the false positive rate is undefined", { owner });
  if (positives <= 0) logger.warn("there are no positive rows: the true positive rate is undefined", { owner });
  const rate = (values: Float64Array, whole: number): Float64Array =>
    Float64Array.of(0, ...kept.map((at) => values[at] ?? 0)).map((value) => (whole > 0 ? value / whole : NaN));
  return {
    fpr: rate(falsePositives, negatives),
    tpr: rate(truePositives, positives),
    thresholds: Float64Array.of(Infinity, ...kept.map((at) => counts.thresholds[at] ?? 0)),
  };
}

/** The points at which the curve bends, and both ends. */
function corners(truePositives: Float64Array, falsePositives: Float64Array): number[] {
  const bends = (values: Float64Array, at: number): boolean =>
    (values[at + 1] ?? 0) - (values[at] ?? 0) - ((values[at] ?? 0) - (values[at - 1] ?? 0)) !== 0;
  const last = truePositives.length - 1;
  return [...truePositives.keys()].filter(
    (at) => last < 2 || at === 0 || at === last || bends(truePositives, at) || bends(falsePositives, at),
  );
}
