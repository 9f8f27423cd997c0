import { parseOptions, silentLogger } from "@mlsys/core";
import type { Label, LabelArray } from "@mlsys/core";
import { labelsSpec } from "../classification/averaging.ts";
import { probabilityOf, readProbabilities } from "../classification/probabilities.ts";
import type { ProbabilityTargets } from "../classification/probabilities.ts";
import { classesOf } from "../input/classes-of.ts";
import type { NumberRows } from "../input/numbers.ts";
import { MetricsError } from "../metrics-error.ts";

/** Options of {@link findLabelIssues}. */
export interface LabelIssueOptions {
  /** All classes, where the labels may lack some. Default: those that occur. */
  readonly labels?: readonly Label[] | null | undefined;
}

/** A row whose label is probably wrong. */
export interface LabelIssue {
  readonly row: number;
  readonly given: Label;
  /** The class that the model is confident of. */
  readonly suggested: Label;
  /** The probability of the given label; the lower, the likelier wrong. */
  readonly selfConfidence: number;
}

/** Rows whose labels are probably wrong, the likeliest first. */
export interface LabelIssues {
  readonly kind: "labelIssues";
  readonly issues: readonly LabelIssue[];
  readonly classes: readonly Label[];
  /** How many rows with each given label (row) are confidently of each class (column). */
  readonly confidentJoint: readonly (readonly number[])[];
  /** The estimated share of wrong labels. */
  readonly estimatedNoise: number;
}

/**
 * Finds rows whose labels are probably wrong, by confident learning: a class is credible for a row when its probability reaches
 * the mean probability of that class among the rows that are labelled with it; a row whose most probable credible class is
 * another than its label is an issue. Ranked by the probability of the given label.
 *
 * @param yGiven - labels, some of them perhaps wrong.
 * @param yProba - probabilities from a model that was not trained on these rows (cross-validated), n × classes, in ascending order
 * of the classes; or n of the greater of two.
 * @param options - all classes.
 * @returns the issues, the likeliest first, and the estimated share of wrong labels.
 * @throws {@link MetricsError} `shapeMismatch`, `unknownLabel`, `unsupportedTarget`, `lengthMismatch`, `emptyInput`,
 * `invalidInput`, `invalidOption`.
 * @see Northcutt, Jiang and Chuang, "Confident learning: estimating uncertainty in dataset labels", JAIR 70 (2021).
 *
 * @example
 * ```ts
 * import { findLabelIssues } from "@mlsys/metrics";
 *
 * const given = ["cat", "cat", "dog", "dog", "dog"];
 * const yProba = [[0.9, 0.1], [0.8, 0.2], [0.2, 0.8], [0.1, 0.9], [0.95, 0.05]];
 * findLabelIssues(given, yProba).issues; // => [{ row: 4, given: "dog", suggested: "cat", selfConfidence: 0.05 }]
 * ```
 */
export function findLabelIssues(yGiven: LabelArray, yProba: NumberRows, options?: LabelIssueOptions): LabelIssues {
  const owner = "findLabelIssues";
  const { labels } = parseOptions(owner, options, { labels: labelsSpec }, MetricsError);
  const targets = readProbabilities(owner, yGiven, yProba, labels, silentLogger);
  const classes = classesOf(owner, labels ?? yGiven);
  const thresholds = meanSelfConfidence(targets);
  const joint = classes.map(() => new Array<number>(classes.length).fill(0));
  const issues: LabelIssue[] = [];
  let confident = 0;
  for (let row = 0; row < targets.n; row++) {
    const given = targets.columns[row] ?? 0;
    const suggested = credibleClass(targets, row, thresholds);
    if (suggested < 0) continue;
    confident += 1;
    const counts = joint[given];
    if (counts !== undefined) counts[suggested] = (counts[suggested] ?? 0) + 1;
    if (suggested === given) continue;
    issues.push({
      row,
      given: classes[given] ?? "",
      suggested: classes[suggested] ?? "",
      selfConfidence: probabilityOf(targets, row, given),
    });
  }
  issues.sort((a, b) => a.selfConfidence - b.selfConfidence || a.row - b.row);
  return {
    kind: "labelIssues",
    issues,
    classes,
    confidentJoint: joint,
    estimatedNoise: confident === 0 ? 0 : issues.length / confident,
  };
}

/** Of each class, the mean probability that rows labelled with it have for it; Infinity where there are none. */
function meanSelfConfidence(targets: ProbabilityTargets): Float64Array {
  const sums = new Float64Array(targets.width);
  const counts = new Float64Array(targets.width);
  for (let row = 0; row < targets.n; row++) {
    const given = targets.columns[row] ?? 0;
    sums[given] = (sums[given] ?? 0) + probabilityOf(targets, row, given);
    counts[given] = (counts[given] ?? 0) + 1;
  }
  return sums.map((sum, at) => (counts[at] === 0 ? Infinity : sum / (counts[at] ?? 1)));
}

/** The most probable class that reaches its threshold, or -1. */
function credibleClass(targets: ProbabilityTargets, row: number, thresholds: Float64Array): number {
  let best = -1;
  for (let j = 0; j < targets.width; j++) {
    const probability = probabilityOf(targets, row, j);
    if (probability < (thresholds[j] ?? Infinity)) continue;
    if (best < 0 || probability > probabilityOf(targets, row, best)) best = j;
  }
  return best;
}
