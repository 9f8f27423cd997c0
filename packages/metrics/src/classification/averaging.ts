import { arrayOf, either, oneOf, satisfying } from "@mlsys/core";
import type { Label, Logger } from "@mlsys/core";
import type { LabelRows, Targets } from "../input/class-targets.ts";
import { positionOf, readTargets } from "../input/class-targets.ts";
import { loggerSpec } from "../input/logger.ts";
import type { NumberArray } from "../input/numbers.ts";
import { mean, sum } from "../input/sums.ts";
import { MetricsError } from "../metrics-error.ts";
import { weightSpec } from "../regression/outputs.ts";
import type { Average, ZeroDivision } from "./classification-options.ts";
import { countSets } from "./set-counts.ts";
import type { SetCounts } from "./set-counts.ts";

/** The options of the metrics that are counted per label, defaults filled in. */
export interface ParsedPerLabel {
  readonly labels: readonly Label[] | undefined;
  readonly posLabel: Label | null;
  readonly average: Average;
  readonly sampleWeight: NumberArray | null | undefined;
  readonly zeroDivision: ZeroDivision;
  readonly logger: Logger;
}

function isLabel(value: unknown): value is Label {
  return (
    typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))
  );
}

export const labelRule = satisfying("a text, a finite number or a truth value", isLabel);

export const labelsSpec = { rule: arrayOf(labelRule) };

export const averageRule = oneOf("binary", "macro", "micro", "weighted", "samples", null);

function isZeroDivision(value: unknown): value is ZeroDivision {
  return value === "warn" || value === 0 || value === 1 || Number.isNaN(value);
}

export const zeroDivisionSpec = {
  rule: satisfying('"warn", 0, 1 or NaN', isZeroDivision),
  default: "warn" as ZeroDivision,
};

/** The option rules that precision, recall, F and Jaccard share. */
export function perLabelSpecs<Default extends Average>(average: Default) {
  return {
    labels: labelsSpec,
    posLabel: { rule: either(labelRule, oneOf(null)), default: 1 as Label | null },
    average: { rule: averageRule, default: average },
    sampleWeight: weightSpec,
    zeroDivision: zeroDivisionSpec,
    logger: loggerSpec(),
  };
}

/** The counts that a metric is made of, for the labels that the options ask for. */
export function countFor(
  owner: string,
  yTrue: LabelRows,
  yPred: LabelRows,
  options: ParsedPerLabel,
): { readonly targets: Targets; readonly counts: SetCounts } {
  const targets = readTargets(owner, yTrue, yPred, options.sampleWeight);
  const labels = options.average === "binary" ? [positiveLabel(owner, targets, options)] : options.labels;
  const counts = countSets(owner, targets, labels, options.average === "samples");
  return { targets, counts: options.average === "micro" ? pooled(counts) : counts };
}

/** The label that counts as positive; refused where there are more than two classes or it does not occur. */
function positiveLabel(owner: string, targets: Targets, { posLabel }: ParsedPerLabel): Label {
  if (targets.kind === "multilabel" || targets.classes.length > 2) {
    throw new MetricsError({
      code: "invalidOption",
      what: 'the average "binary" needs a target of two classes',
      where: owner,
      found: targets.kind === "multilabel" ? "several labels a row" : `${targets.classes.length} classes`,
      fix: 'set average to "macro", "micro", "weighted" or null',
      details: { option: "average" },
    });
  }
  const { classes } = targets;
  if (posLabel !== null && (positionOf(classes, posLabel) >= 0 || classes.length < 2)) return posLabel;
  throw new MetricsError({
    code: "unknownLabel",
    what: "posLabel is no label of the target",
    where: owner,
    found: JSON.stringify(posLabel),
    fix: `set posLabel to one of ${classes.map((each) => JSON.stringify(each)).join(", ")}, or another average`,
    details: { option: "posLabel", posLabel, classes },
  });
}

/** The counts of all labels together. */
export function pooled(counts: SetCounts): SetCounts {
  const one = (values: Float64Array): Float64Array => Float64Array.of(sum(values));
  return {
    labels: [],
    truePositives: one(counts.truePositives),
    predicted: one(counts.predicted),
    actual: one(counts.actual),
    total: counts.total,
  };
}

/** Divides, with what an undefined quotient is to be; says whether there was one. */
export function divide(
  numerator: Float64Array,
  denominator: Float64Array,
  zeroDivision: ZeroDivision,
): { readonly quotients: Float64Array; readonly isUndefined: boolean } {
  const replacement = zeroDivision === "warn" ? 0 : zeroDivision;
  let isUndefined = false;
  const quotients = Float64Array.from(numerator, (value, at) => {
    const by = denominator[at] ?? 0;
    if (by !== 0) return value / by;
    isUndefined = true;
    return replacement;
  });
  return { quotients, isUndefined };
}

/** Reports an undefined figure, unless the caller said what it shall be. */
export function warnUndefined(
  owner: string,
  figure: string,
  reason: string,
  options: Pick<ParsedPerLabel, "zeroDivision" | "logger">,
): void {
  if (options.zeroDivision !== "warn") return;
  options.logger.warn(`${figure} is undefined for a label with no ${reason} samples and set to 0`, { owner, figure });
}

/** The mean of the figures that are not NaN; NaN where none is left, or their weights are all 0. */
export function meanOfDefined(figures: Float64Array, weights: Float64Array | undefined): number {
  const defined = Array.from(figures.keys()).filter((at) => !Number.isNaN(figures[at]));
  if (defined.length === 0) return NaN;
  const kept = Float64Array.from(defined, (at) => figures[at] ?? 0);
  if (weights === undefined) return mean(kept);
  const keptWeights = Float64Array.from(defined, (at) => weights[at] ?? 0);
  return sum(keptWeights) === 0 ? mean(kept) : mean(kept, keptWeights);
}
