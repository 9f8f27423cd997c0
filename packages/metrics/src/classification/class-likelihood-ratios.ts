import { parseOptions, satisfying } from "@mlsys/core";
import type { Label } from "@mlsys/core";
import type { LabelRows } from "../input/class-targets.ts";
import { readClasses } from "../input/class-targets.ts";
import { loggerSpec } from "../input/logger.ts";
import type { LoggerOption } from "../input/logger.ts";
import type { WeightOption } from "../input/weights.ts";
import { MetricsError } from "../metrics-error.ts";
import { weightSpec } from "../regression/outputs.ts";
import { labelsSpec } from "./averaging.ts";
import { confusionMatrix } from "./confusion-matrix.ts";

/** How much a prediction changes the odds. */
export interface LikelihoodRatios {
  /** By how much a positive prediction multiplies the odds of the positive class. */
  readonly positive: number;
  /** By how much a negative prediction does. */
  readonly negative: number;
}

/** Options of {@link classLikelihoodRatios}. */
export interface LikelihoodOptions extends WeightOption, LoggerOption {
  /** The negative label, then the positive one. Default: both that occur, ascending. */
  readonly labels?: readonly Label[] | null | undefined;
  /** What undefined ratios are: NaN, 1 for both, or one for each. Default NaN. */
  readonly replaceUndefinedBy?: number | LikelihoodRatios | undefined;
}

/**
 * The positive and the negative likelihood ratio of a prediction of two classes.
 *
 * @param yTrue - true labels, two classes.
 * @param yPred - predicted labels.
 * @param options - labels, weights, what undefined ratios are.
 * @returns both ratios.
 * @throws {@link MetricsError} `unsupportedTarget` with more than two classes; `unknownLabel`, `lengthMismatch`, `emptyInput`,
 * `invalidInput`, `invalidOption`.
 * @see scikit-learn's `class_likelihood_ratios`.
 *
 * @example
 * ```ts
 * import { classLikelihoodRatios } from "@mlsys/metrics";
 *
 * classLikelihoodRatios([0, 1, 0, 1, 0], [1, 1, 0, 0, 0]); // => { positive: 1.5, negative: 0.75 }
 * ```
 */
export function classLikelihoodRatios(
  yTrue: LabelRows,
  yPred: LabelRows,
  options?: LikelihoodOptions,
): LikelihoodRatios {
  const owner = "classLikelihoodRatios";
  const { labels, sampleWeight, replaceUndefinedBy, logger } = parseOptions(
    owner,
    options,
    {
      labels: labelsSpec,
      sampleWeight: weightSpec,
      replaceUndefinedBy: {
        rule: satisfying("NaN, 1, or { positive, negative } with at least 1 and at most 1", isReplacement),
        default: NaN,
      },
      logger: loggerSpec(),
    },
    MetricsError,
  );
  const { classes } = readClasses(owner, yTrue, yPred, sampleWeight);
  const { matrix } = confusionMatrix(yTrue, yPred, { labels, sampleWeight });
  if (classes.length > 2 || matrix.length !== 2) throw notBinary(owner, classes);
  const [[trueNegatives = 0, falsePositives = 0] = [], [falseNegatives = 0, truePositives = 0] = []] = matrix;
  const positives = truePositives + falseNegatives;
  const negatives = trueNegatives + falsePositives;
  const replacement =
    typeof replaceUndefinedBy === "number"
      ? { positive: replaceUndefinedBy, negative: replaceUndefinedBy }
      : replaceUndefinedBy;
  if (falsePositives === 0) logger.warn("the positive likelihood ratio is undefined: no false positives", { owner });
  if (trueNegatives === 0) logger.warn("the negative likelihood ratio is undefined: no true negatives", { owner });
  return {
    positive: falsePositives === 0 ? replacement.positive : (truePositives * negatives) / (falsePositives * positives),
    negative: trueNegatives === 0 ? replacement.negative : (falseNegatives * negatives) / (trueNegatives * positives),
  };
}

function isReplacement(value: unknown): value is number | LikelihoodRatios {
  if (value === 1 || Number.isNaN(value)) return true;
  if (typeof value !== "object" || value === null || !("positive" in value) || !("negative" in value)) return false;
  const { positive, negative } = value as Readonly<Record<string, unknown>>;
  return (
    typeof positive === "number" &&
    typeof negative === "number" &&
    !(positive < 1) &&
    !(negative < 0) &&
    !(negative > 1)
  );
}

function notBinary(owner: string, classes: readonly Label[]): MetricsError {
  return new MetricsError({
    code: "unsupportedTarget",
    what: "likelihood ratios need two classes",
    where: owner,
    found: `${classes.length} classes`,
    fix: "give a target of two classes",
    details: { classes },
  });
}
