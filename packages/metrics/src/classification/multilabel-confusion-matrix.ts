import { boolean, parseOptions } from "@mlsys/core";
import type { Label } from "@mlsys/core";
import type { LabelRows } from "../input/class-targets.ts";
import { readTargets } from "../input/class-targets.ts";
import type { WeightOption } from "../input/weights.ts";
import { MetricsError } from "../metrics-error.ts";
import { weightSpec } from "../regression/outputs.ts";
import { labelsSpec } from "./averaging.ts";
import { countSets } from "./set-counts.ts";

/** Options of {@link multilabelConfusionMatrix}. */
export interface MultilabelConfusionOptions extends WeightOption {
  /** The labels to consider, in this order. Default: all. */
  readonly labels?: readonly Label[] | null | undefined;
  /** A matrix per row instead of per label; with several labels a row only. Default false. */
  readonly samplewise?: boolean | undefined;
}

/**
 * A confusion matrix of each label against all others: `[[true negatives, false positives], [false negatives, true
 * positives]]`.
 *
 * @param yTrue - true labels, or rows of 0 and 1.
 * @param yPred - predicted labels, in the same form.
 * @param options - labels, weights, per row instead of per label.
 * @returns labels × 2 × 2 counts, or rows × 2 × 2.
 * @throws {@link MetricsError} `lengthMismatch`, `shapeMismatch`, `emptyInput`, `invalidInput`, `unsupportedTarget`,
 * `unknownLabel`, `invalidOption`.
 * @see scikit-learn's `multilabel_confusion_matrix`.
 *
 * @example
 * ```ts
 * import { multilabelConfusionMatrix } from "@mlsys/metrics";
 *
 * multilabelConfusionMatrix([[1, 0], [0, 1]], [[1, 0], [1, 1]]); // => [[[0, 1], [0, 1]], [[1, 0], [0, 1]]]
 * ```
 */
export function multilabelConfusionMatrix(
  yTrue: LabelRows,
  yPred: LabelRows,
  options?: MultilabelConfusionOptions,
): number[][][] {
  const owner = "multilabelConfusionMatrix";
  const { labels, sampleWeight, samplewise } = parseOptions(
    owner,
    options,
    { labels: labelsSpec, sampleWeight: weightSpec, samplewise: { rule: boolean(), default: false } },
    MetricsError,
  );
  const counts = countSets(owner, readTargets(owner, yTrue, yPred, sampleWeight), labels, samplewise);
  return Array.from(counts.truePositives, (truePositives, at) => {
    const falsePositives = (counts.predicted[at] ?? 0) - truePositives;
    const falseNegatives = (counts.actual[at] ?? 0) - truePositives;
    const total = typeof counts.total === "number" ? counts.total : (counts.total[at] ?? 0);
    return [
      [total - truePositives - falsePositives - falseNegatives, falsePositives],
      [falseNegatives, truePositives],
    ];
  });
}
