import { boolean, parseOptions } from "@mlsys/core";
import type { LabelRows, Targets } from "../input/class-targets.ts";
import { readTargets } from "../input/class-targets.ts";
import { loggerSpec } from "../input/logger.ts";
import type { LoggerOption } from "../input/logger.ts";
import { sum } from "../input/sums.ts";
import type { WeightOption } from "../input/weights.ts";
import { MetricsError } from "../metrics-error.ts";
import { weightSpec } from "../regression/outputs.ts";
import { readClasses } from "../input/class-targets.ts";
import { jointCounts } from "./set-counts.ts";

/** Options of {@link accuracyScore} and {@link zeroOneLoss}. */
export interface AccuracyOptions extends WeightOption {
  /** Whether to give the share of the rows, or their number (weight). Default true. */
  readonly normalize?: boolean | undefined;
}

/** Options of {@link balancedAccuracyScore}. */
export interface BalancedAccuracyOptions extends WeightOption, LoggerOption {
  /** Whether to rescale, so that chance gives 0. Default false. */
  readonly adjusted?: boolean | undefined;
}

/**
 * The share of rows whose prediction is exactly right; of several labels a row, all of them.
 *
 * @param yTrue - true labels, or rows of 0 and 1.
 * @param yPred - predicted labels, in the same form.
 * @param options - weights; share or number.
 * @returns the share, or the number.
 * @throws {@link MetricsError} `lengthMismatch`, `shapeMismatch`, `emptyInput`, `invalidInput`, `unsupportedTarget`,
 * `invalidOption`.
 * @see scikit-learn's `accuracy_score`.
 *
 * @example
 * ```ts
 * import { accuracyScore } from "@mlsys/metrics";
 *
 * accuracyScore([0, 2, 1, 3], [0, 1, 2, 3]); // => 0.5
 * accuracyScore([0, 2, 1, 3], [0, 1, 2, 3], { normalize: false }); // => 2
 * ```
 */
export function accuracyScore(yTrue: LabelRows, yPred: LabelRows, options?: AccuracyOptions): number {
  const owner = "accuracyScore";
  const { sampleWeight, normalize } = parseAccuracy(owner, options);
  const targets = readTargets(owner, yTrue, yPred, sampleWeight);
  const right = weightOfRight(targets);
  return normalize ? right / weightOfAll(targets) : right;
}

/**
 * The share of rows whose prediction is not exactly right.
 *
 * @param yTrue - true labels, or rows of 0 and 1.
 * @param yPred - predicted labels, in the same form.
 * @param options - weights; share or number.
 * @returns the share, or the number.
 * @throws {@link MetricsError} as {@link accuracyScore}.
 * @see scikit-learn's `zero_one_loss`.
 *
 * @example
 * ```ts
 * import { zeroOneLoss } from "@mlsys/metrics";
 *
 * zeroOneLoss([1, 2, 3, 4], [2, 2, 3, 4]); // => 0.25
 * ```
 */
export function zeroOneLoss(yTrue: LabelRows, yPred: LabelRows, options?: AccuracyOptions): number {
  const owner = "zeroOneLoss";
  const { sampleWeight, normalize } = parseAccuracy(owner, options);
  const targets = readTargets(owner, yTrue, yPred, sampleWeight);
  const [right, all] = [weightOfRight(targets), weightOfAll(targets)];
  return normalize ? 1 - right / all : all - right;
}

/**
 * The mean of the classes' recalls: accuracy in which every class counts alike.
 *
 * @param yTrue - true labels.
 * @param yPred - predicted labels.
 * @param options - weights; whether to rescale, so that chance gives 0.
 * @returns the figure. Classes that are predicted but never true are left out, with a warning.
 * @throws {@link MetricsError} as {@link accuracyScore}.
 * @see scikit-learn's `balanced_accuracy_score`.
 *
 * @example
 * ```ts
 * import { balancedAccuracyScore } from "@mlsys/metrics";
 *
 * balancedAccuracyScore([0, 1, 0, 0, 1, 0], [0, 1, 0, 0, 0, 1]); // => 0.625
 * ```
 */
export function balancedAccuracyScore(yTrue: LabelRows, yPred: LabelRows, options?: BalancedAccuracyOptions): number {
  const owner = "balancedAccuracyScore";
  const { sampleWeight, adjusted, logger } = parseOptions(
    owner,
    options,
    { sampleWeight: weightSpec, adjusted: { rule: boolean(), default: false }, logger: loggerSpec() },
    MetricsError,
  );
  const targets = readClasses(owner, yTrue, yPred, sampleWeight);
  const size = targets.classes.length;
  const table = jointCounts(targets);
  const recalls = targets.classes
    .map((_, at) => (table[at * size + at] ?? 0) / sum(table.subarray(at * size, (at + 1) * size)))
    .filter((recall) => !Number.isNaN(recall));
  if (recalls.length < size) logger.warn("yPred has classes that are not in yTrue; they are left out", { owner });
  const score = recalls.reduce((total, recall) => total + recall, 0) / recalls.length;
  return adjusted ? (score - 1 / recalls.length) / (1 - 1 / recalls.length) : score;
}

function parseAccuracy(owner: string, options: AccuracyOptions | undefined) {
  const specs = { sampleWeight: weightSpec, normalize: { rule: boolean(), default: true } };
  return parseOptions(owner, options, specs, MetricsError);
}

function weightOfAll({ weights, n }: Targets): number {
  return weights === undefined ? n : sum(weights);
}

function weightOfRight(targets: Targets): number {
  const { yTrue, yPred, weights, n } = targets;
  const width = targets.kind === "multilabel" ? targets.labels : 1;
  let [total, right] = [0, 0];
  for (let i = 0; i < n; i++) {
    let isRight = true;
    for (let at = i * width; isRight && at < (i + 1) * width; at++) isRight = yTrue[at] === yPred[at];
    if (isRight) right += weights === undefined ? 1 : (weights[i] ?? 0);
    if (i % 512 !== 511) continue;
    total += right;
    right = 0;
  }
  return total + right;
}
