import { encodeLabels, oneOf, parseOptions } from "@mlsys/core";
import type { Label, LabelArray } from "@mlsys/core";
import { labelRule } from "../classification/averaging.ts";
import { indicatorsOf, positionOf } from "../input/class-targets.ts";
import type { LabelRows } from "../input/class-targets.ts";
import { loggerSpec } from "../input/logger.ts";
import type { LoggerOption } from "../input/logger.ts";
import { checkNotEmpty, checkSameLength, isTwoDimensional, readMatrix } from "../input/numbers.ts";
import type { NumberRows } from "../input/numbers.ts";
import { readWeights } from "../input/weights.ts";
import type { WeightOption } from "../input/weights.ts";
import { MetricsError } from "../metrics-error.ts";
import { weightSpec } from "../regression/outputs.ts";
import type { BinaryAverage } from "./binary-average-kinds.ts";
import { averageBinary } from "./binary-average.ts";
import { indicators, readScoreColumn } from "./binary-scores.ts";
import { averagePrecisionOf, countsAtThresholds } from "./thresholds.ts";

/** Options of {@link averagePrecisionScore}. */
export interface AveragePrecisionOptions extends WeightOption, LoggerOption {
  /** How the figures of several classes or labels become one; null gives each. Default `"macro"`. */
  readonly average?: BinaryAverage | undefined;
  /** The label that counts as positive with two classes. Default 1. */
  readonly posLabel?: Label | null | undefined;
}

/** The options that give one figure per class or label. */
export interface EachAveragePrecisionOptions extends AveragePrecisionOptions {
  readonly average: null;
}

/**
 * Average precision: the precision–recall curve as a mean of precisions, each weighted by the rise of recall.
 *
 * @param yTrue - true classes; or rows of 0 and 1, one column per label.
 * @param yScore - scores of the positive class; or n × classes, n × labels.
 * @param options - average, positive label, weights.
 * @returns the figure; 0, with a warning, where there are no positives.
 * @throws {@link MetricsError} `unknownLabel`, `shapeMismatch`, `lengthMismatch`, `emptyInput`, `invalidInput`,
 * `unsupportedTarget`, `invalidOption`.
 * @see scikit-learn's `average_precision_score`.
 *
 * @example
 * ```ts
 * import { averagePrecisionScore } from "@mlsys/metrics";
 *
 * averagePrecisionScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // => 0.8333333333333333
 * ```
 */
export function averagePrecisionScore(
  yTrue: LabelRows,
  yScore: NumberRows,
  options: EachAveragePrecisionOptions,
): number | number[];
export function averagePrecisionScore(yTrue: LabelRows, yScore: NumberRows, options?: AveragePrecisionOptions): number;
export function averagePrecisionScore(
  yTrue: LabelRows,
  yScore: NumberRows,
  options?: AveragePrecisionOptions,
): number | number[] {
  const { average, posLabel, sampleWeight, logger } = parseOptions(
    OWNER,
    options,
    {
      average: { rule: oneOf("micro", "macro", "weighted", "samples", null), default: "macro" },
      posLabel: { rule: labelRule, default: 1 },
      sampleWeight: weightSpec,
      logger: loggerSpec(),
    },
    MetricsError,
  );
  const measure = (isPositive: Uint8Array, scores: Float64Array, weights: Float64Array | undefined): number => {
    if (!isPositive.includes(1)) logger.warn("there are no positive rows: average precision is 0", { owner: OWNER });
    return averagePrecisionOf(countsAtThresholds(isPositive, scores, weights));
  };
  if (isTwoDimensional(yTrue)) {
    checkPositive(posLabel, "several labels a row");
    const truth = readMatrix(OWNER, "yTrue", yTrue);
    return severalFigures(indicatorsOf(OWNER, "yTrue", truth), truth.cols, yScore, sampleWeight, average, measure);
  }
  const { classes, codes } = encodeLabels(OWNER, { yTrue: yTrue as LabelArray }, MetricsError);
  checkNotEmpty(OWNER, "yTrue", codes.yTrue.length);
  if (classes.length > 2) {
    checkPositive(posLabel, `${classes.length} classes`);
    const isTrue = new Uint8Array(codes.yTrue.length * classes.length);
    codes.yTrue.forEach((code, i) => (isTrue[i * classes.length + code] = 1));
    return severalFigures(isTrue, classes.length, yScore, sampleWeight, average, measure);
  }
  const code = positionOf(classes, posLabel);
  if (code < 0 && classes.length === 2) throw unknownPositive(posLabel, classes);
  const scores = readScoreColumn(OWNER, yScore);
  checkSameLength(OWNER, "yScore", scores.length, codes.yTrue.length);
  return measure(indicators(codes.yTrue, code), scores, readWeights(OWNER, sampleWeight, scores.length));
}

const OWNER = "averagePrecisionScore";

function severalFigures(
  isTrue: Uint8Array,
  width: number,
  yScore: NumberRows,
  sampleWeight: WeightOption["sampleWeight"],
  average: BinaryAverage,
  measure: Parameters<typeof averageBinary>[4],
): number | number[] {
  const scores = readMatrix(OWNER, "yScore", yScore);
  const n = isTrue.length / width;
  checkSameLength(OWNER, "yScore", scores.rows, n);
  if (scores.cols === width)
    return averageBinary(isTrue, scores, readWeights(OWNER, sampleWeight, n), average, measure);
  throw new MetricsError({
    code: "shapeMismatch",
    what: "the classes and the columns of yScore differ in number",
    where: `${OWNER}, yScore`,
    found: `${scores.cols} columns for ${width} classes`,
    fix: "give a column per class",
    details: { owner: OWNER, argument: "yScore", columns: scores.cols, classes: width },
  });
}

function checkPositive(posLabel: Label, found: string): void {
  if (posLabel === 1) return;
  throw new MetricsError({
    code: "invalidOption",
    what: "posLabel has no meaning with several classes or labels",
    where: OWNER,
    found,
    fix: "leave posLabel out",
    details: { option: "posLabel" },
  });
}

function unknownPositive(posLabel: Label, classes: readonly Label[]): MetricsError {
  return new MetricsError({
    code: "unknownLabel",
    what: "posLabel is no label of the target",
    where: OWNER,
    found: JSON.stringify(posLabel),
    fix: `set posLabel to one of ${classes.map((each) => JSON.stringify(each)).join(", ")}`,
    details: { option: "posLabel", posLabel, classes },
  });
}
