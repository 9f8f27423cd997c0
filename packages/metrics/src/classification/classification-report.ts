import { arrayOf, parseOptions, silentLogger, text } from "@mlsys/core";
import type { Label } from "@mlsys/core";
import type { LabelRows, Targets } from "../input/class-targets.ts";
import { positionOf, readTargets } from "../input/class-targets.ts";
import { pairwiseSum } from "../input/sums.ts";
import { loggerSpec } from "../input/logger.ts";
import type { LoggerOption } from "../input/logger.ts";
import type { WeightOption } from "../input/weights.ts";
import { MetricsError } from "../metrics-error.ts";
import { weightSpec } from "../regression/outputs.ts";
import { labelsSpec, pooled, zeroDivisionSpec } from "./averaging.ts";
import type { ZeroDivision } from "./classification-options.ts";
import { scoresOfCounts } from "./scores-of-counts.ts";
import { countSets } from "./set-counts.ts";

/** Options of {@link classificationReport}. */
export interface ClassificationReportOptions extends WeightOption, LoggerOption {
  /** The labels to report on, in this order. Default: all that occur on either side, ascending. */
  readonly labels?: readonly Label[] | null | undefined;
  /** Names of the labels, in their order. Default: the labels as texts. */
  readonly targetNames?: readonly string[] | null | undefined;
  /** What an undefined figure is. Default `"warn"`. */
  readonly zeroDivision?: ZeroDivision | undefined;
}

/** Precision, recall, F1 and support of one label or average. */
export interface ReportRow {
  readonly name: string;
  readonly precision: number;
  readonly recall: number;
  readonly f1Score: number;
  /** How many rows, weighted. */
  readonly support: number;
}

/** Precision, recall, F1 and support of every label, and their averages, as plain data. */
export interface ClassificationReport {
  readonly kind: "classificationReport";
  readonly labels: readonly Label[];
  readonly rows: readonly ReportRow[];
  /** Share of right predictions; null where `labels` leaves some classes out, or with several labels a row. */
  readonly accuracy: number | null;
  readonly averages: readonly ReportRow[];
  /** Number of rows with a true label among the labels, weighted. */
  readonly support: number;
  /** Whether Python prints the supports with a point: they are weights, or not one prediction is right. */
  readonly hasFloatSupport: boolean;
}

/**
 * Precision, recall, F1 and support of every label, and their averages. `toText` of `@mlsys/metrics/report` prints it as
 * scikit-learn does.
 *
 * @param yTrue - true labels, or rows of 0 and 1.
 * @param yPred - predicted labels, in the same form.
 * @param options - labels, their names, weights, what an undefined figure is.
 * @returns plain data.
 * @throws {@link MetricsError} `lengthMismatch`, `shapeMismatch`, `emptyInput`, `invalidInput`, `unsupportedTarget`,
 * `unknownLabel`, `invalidOption` when there are not as many names as labels.
 * @see scikit-learn's `classification_report`.
 *
 * @example
 * ```ts
 * import { classificationReport } from "@mlsys/metrics";
 *
 * const report = classificationReport(["a", "a", "b", "b"], ["a", "b", "b", "b"]);
 * report.accuracy; // => 0.75
 * report.rows[0]; // => { name: "a", precision: 1, recall: 0.5, f1Score: 2 / 3, support: 2 }
 * report.averages.map((row) => row.name); // => ["macro avg", "weighted avg"]
 * ```
 */
export function classificationReport(
  yTrue: LabelRows,
  yPred: LabelRows,
  options?: ClassificationReportOptions,
): ClassificationReport {
  const owner = "classificationReport";
  const parsed = parseOptions(
    owner,
    options,
    {
      labels: labelsSpec,
      targetNames: { rule: arrayOf(text()) },
      sampleWeight: weightSpec,
      zeroDivision: zeroDivisionSpec,
      logger: loggerSpec(),
    },
    MetricsError,
  );
  const { sampleWeight, zeroDivision, logger } = parsed;
  const targets = readTargets(owner, yTrue, yPred, sampleWeight);
  const present = targets.kind === "classes" ? targets.classes : Array.from({ length: targets.labels }, (_, j) => j);
  const labels = parsed.labels ?? present;
  const names = namesOf(owner, labels, parsed.targetNames);
  const counts = countSets(owner, targets, labels, false);
  const figures = { zeroDivision, logger };
  const each = scoresOfCounts(owner, counts, undefined, { ...figures, average: null }, 1, ALL);
  const support = Array.from(counts.actual);
  const rows = names.map((name, at) => ({
    name,
    precision: figureAt(each.precision, at),
    recall: figureAt(each.recall, at),
    f1Score: figureAt(each.fscore, at),
    support: support[at] ?? 0,
  }));
  const total = pairwiseSum(support);
  const averaged = (average: "micro" | "macro" | "weighted" | "samples"): ReportRow => {
    const own =
      average === "micro" ? pooled(counts) : average === "samples" ? countSets(owner, targets, labels, true) : counts;
    const quiet = { ...figures, average, logger: silentLogger };
    const { precision, recall, fscore } = scoresOfCounts(owner, own, targets.weights, quiet, 1, []);
    return {
      name: `${average} avg`,
      precision: figureAt(precision, 0),
      recall: figureAt(recall, 0),
      f1Score: figureAt(fscore, 0),
      support: total,
    };
  };
  const isComplete = targets.kind === "classes" && present.every((label) => positionOf(labels, label) >= 0);
  const averages = [
    ...(isComplete ? [] : (["micro"] as const)),
    ...(["macro", "weighted"] as const),
    ...(targets.kind === "multilabel" ? (["samples"] as const) : []),
  ].map(averaged);
  return {
    kind: "classificationReport",
    labels,
    rows,
    accuracy: isComplete ? averaged("micro").f1Score : null,
    averages,
    support: total,
    hasFloatSupport: hasFloatSupport(targets, labels),
  };
}

/** Where NumPy's sums are of floats: weighted ones, unless they are of whole weights over nothing; and those beside an empty one. */
function hasFloatSupport(targets: Targets, labels: readonly Label[]): boolean {
  const { yTrue, yPred, weights, n } = targets;
  if (targets.kind === "classes") return weights !== undefined || !yTrue.some((code, i) => code === yPred[i]);
  if (weights === undefined) return false;
  const isAnySet = labels.some((label) => {
    for (let i = 0; i < n; i++) {
      const at = i * targets.labels + Number(label);
      if (yTrue[at] === 1 || yPred[at] === 1) return true;
    }
    return false;
  });
  return isAnySet || weights.some((weight) => !Number.isInteger(weight));
}

const ALL = ["precision", "recall", "fscore"] as const;

/** The figure of one label, or the average. */
function figureAt(figure: number | readonly number[], at: number): number {
  return typeof figure === "number" ? figure : (figure[at] ?? 0);
}

function namesOf(owner: string, labels: readonly Label[], given: readonly string[] | undefined): readonly string[] {
  if (given === undefined)
    return labels.map((label) => (typeof label === "boolean" ? (label ? "True" : "False") : String(label)));
  if (given.length === labels.length) return given;
  throw new MetricsError({
    code: "invalidOption",
    what: "there are not as many names as labels",
    where: `${owner}, targetNames`,
    found: `${given.length} names for ${labels.length} labels`,
    fix: "give one name per label",
    details: { option: "targetNames", names: given.length, labels: labels.length },
  });
}
