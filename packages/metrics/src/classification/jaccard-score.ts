import { parseOptions, satisfying } from "@mlsys/core";
import type { LabelRows } from "../input/class-targets.ts";
import { mean } from "../input/sums.ts";
import { MetricsError } from "../metrics-error.ts";
import { countFor, divide, perLabelSpecs, warnUndefined } from "./averaging.ts";
import type { EachLabelOptions, PerLabelOptions, ZeroDivision } from "./classification-options.ts";

/**
 * The Jaccard score of a label: how much is truly and predicted as it, of what is either.
 *
 * @param yTrue - true labels, or rows of 0 and 1.
 * @param yPred - predicted labels, in the same form.
 * @param options - labels, positive label, average (default `"binary"`), weights, what an undefined figure is (no NaN here).
 * @returns the figure; with `average: null`, one per label.
 * @throws {@link MetricsError} `lengthMismatch`, `shapeMismatch`, `emptyInput`, `invalidInput`, `unsupportedTarget`,
 * `unknownLabel`, `invalidOption`.
 * @see scikit-learn's `jaccard_score`.
 *
 * @example
 * ```ts
 * import { jaccardScore } from "@mlsys/metrics";
 *
 * jaccardScore([0, 1, 1], [1, 1, 1]); // => 2 / 3
 * ```
 */
export function jaccardScore(yTrue: LabelRows, yPred: LabelRows, options: EachLabelOptions): number[];
export function jaccardScore(yTrue: LabelRows, yPred: LabelRows, options?: PerLabelOptions): number;
export function jaccardScore(yTrue: LabelRows, yPred: LabelRows, options?: PerLabelOptions): number | number[] {
  const owner = "jaccardScore";
  const rule = satisfying('"warn", 0 or 1', isZeroDivision);
  const zeroDivision = { rule, default: "warn" as ZeroDivision };
  const parsed = parseOptions(owner, options, { ...perLabelSpecs("binary"), zeroDivision }, MetricsError);
  const { targets, counts } = countFor(owner, yTrue, yPred, parsed);
  const { truePositives, predicted, actual } = counts;
  const either = predicted.map((count, at) => count + (actual[at] ?? 0) - (truePositives[at] ?? 0));
  const { quotients, isUndefined } = divide(truePositives, either, parsed.zeroDivision);
  if (isUndefined) warnUndefined(owner, "the Jaccard score", "true or predicted", parsed);
  if (parsed.average === null) return Array.from(quotients);
  if (parsed.average === "weighted") return mean(quotients, actual.some((count) => count > 0) ? actual : undefined);
  return mean(quotients, parsed.average === "samples" ? targets.weights : undefined);
}

function isZeroDivision(value: unknown): value is ZeroDivision {
  return value === "warn" || value === 0 || value === 1;
}
