import type { LabelArray } from "@mlsys/core";
import type { NumberRows } from "../input/numbers.ts";
import { MetricsError } from "../metrics-error.ts";
import { readBinaryScores } from "./binary-scores.ts";
import { parseCurve, turns } from "./curve-options.ts";
import type { RocCurveOptions } from "./roc-curve.ts";
import { countsAtThresholds } from "./thresholds.ts";

/** A detection error tradeoff curve. */
export interface DetCurve {
  /** False positive rate at each threshold. */
  readonly fpr: Float64Array;
  /** False negative rate at each threshold. */
  readonly fnr: Float64Array;
  /** A row is predicted positive when its score is at least this. */
  readonly thresholds: Float64Array;
}

/**
 * The detection error tradeoff: false positive against false negative rate at every threshold.
 *
 * @param yTrue - true classes, two.
 * @param yScore - scores of the positive class; greater means more likely.
 * @param options - positive class, weights, whether to leave out points that change nothing (default false).
 * @returns the rates and thresholds, in ascending order of the thresholds.
 * @throws {@link MetricsError} `unsupportedTarget` where there are not two classes; `lengthMismatch`, `emptyInput`,
 * `invalidInput`, `invalidOption`.
 * @see scikit-learn's `det_curve`.
 *
 * @example
 * ```ts
 * import { detCurve } from "@mlsys/metrics";
 *
 * const { fpr, fnr } = detCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * fpr; // => Float64Array.of(0.5, 0.5, 0)
 * fnr; // => Float64Array.of(0, 0.5, 0.5)
 * ```
 */
export function detCurve(yTrue: LabelArray, yScore: NumberRows, options?: RocCurveOptions): DetCurve {
  const owner = "detCurve";
  const { sampleWeight, posLabel, dropIntermediate } = parseCurve(owner, options, false);
  const binary = readBinaryScores(owner, yTrue, yScore, { sampleWeight, posLabel });
  if (binary.classes.length !== 2) {
    throw new MetricsError({
      code: "unsupportedTarget",
      what: "the curve needs two classes",
      where: `${owner}, yTrue`,
      found: `${binary.classes.length} classes`,
      fix: "give rows of both classes",
      details: { classes: binary.classes },
    });
  }
  const counts = countsAtThresholds(binary.isPositive, binary.scores, binary.weights);
  const all = {
    thresholds: Float64Array.of(Infinity, ...counts.thresholds),
    truePositives: Float64Array.of(0, ...counts.truePositives),
    falsePositives: Float64Array.of(0, ...counts.falsePositives),
  };
  const kept = dropIntermediate ? turns(all.truePositives) : [...all.truePositives.keys()];
  const tps = kept.map((at) => all.truePositives[at] ?? 0);
  const fps = kept.map((at) => all.falsePositives[at] ?? 0);
  const [positives, negatives] = [tps.at(-1) ?? 0, fps.at(-1) ?? 0];
  // From the last point without a false positive to the first that misses none.
  const first = fps.lastIndexOf(fps[0] ?? 0);
  const last = tps.indexOf(positives) + 1;
  const points = kept
    .map((_, at) => at)
    .slice(first, last)
    .reverse();
  return {
    fpr: Float64Array.from(points, (at) => (fps[at] ?? 0) / negatives),
    fnr: Float64Array.from(points, (at) => (positives - (tps[at] ?? 0)) / positives),
    thresholds: Float64Array.from(points, (at) => all.thresholds[kept[at] ?? 0] ?? 0),
  };
}
