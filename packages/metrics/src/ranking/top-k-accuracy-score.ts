import { boolean, encodeLabels, integer, parseOptions } from "@mlsys/core";
import type { Label, LabelArray, Matrix } from "@mlsys/core";
import { labelsSpec } from "../classification/averaging.ts";
import { positionOf } from "../input/class-targets.ts";
import { loggerSpec } from "../input/logger.ts";
import type { LoggerOption } from "../input/logger.ts";
import { checkNotEmpty, checkSameLength, isTwoDimensional, readMatrix } from "../input/numbers.ts";
import type { NumberRows } from "../input/numbers.ts";
import { mean, sum } from "../input/sums.ts";
import { readWeights } from "../input/weights.ts";
import type { WeightOption } from "../input/weights.ts";
import { MetricsError } from "../metrics-error.ts";
import { weightSpec } from "../regression/outputs.ts";
import { readScoreColumn } from "./binary-scores.ts";

/** Options of {@link topKAccuracyScore}. */
export interface TopKOptions extends WeightOption, LoggerOption {
  /** How many of the highest scores count as predicted, at least 1. Default 2. */
  readonly k?: number | undefined;
  /** Whether to give the share of the rows, or their number (weight). Default true. */
  readonly normalize?: boolean | undefined;
  /** All classes in ascending order, where yTrue may lack some. Default: those that occur. */
  readonly labels?: readonly Label[] | null | undefined;
}

/**
 * The share of rows whose true class is among the k with the highest scores. Of equal scores, the class that comes last wins.
 *
 * @param yTrue - true classes.
 * @param yScore - n × classes scores; with two classes, n scores of the greater.
 * @param options - k, weights, share or number, all classes.
 * @returns the share, or the number.
 * @throws {@link MetricsError} `shapeMismatch`, `unknownLabel`, `lengthMismatch`, `emptyInput`, `invalidInput`, `invalidOption`.
 * @see scikit-learn's `top_k_accuracy_score`.
 *
 * @example
 * ```ts
 * import { topKAccuracyScore } from "@mlsys/metrics";
 *
 * const yScore = [[0.5, 0.2, 0.2], [0.3, 0.4, 0.2], [0.2, 0.4, 0.3], [0.7, 0.2, 0.1]];
 * topKAccuracyScore([0, 1, 2, 2], yScore, { k: 2 }); // => 0.75
 * ```
 */
export function topKAccuracyScore(yTrue: LabelArray, yScore: NumberRows, options?: TopKOptions): number {
  const { k, normalize, labels, sampleWeight, logger } = parseOptions(
    OWNER,
    options,
    {
      k: { rule: integer({ min: 1 }), default: 2 },
      normalize: { rule: boolean(), default: true },
      labels: labelsSpec,
      sampleWeight: weightSpec,
      logger: loggerSpec(),
    },
    MetricsError,
  );
  const { classes, codes } = encodeLabels(OWNER, { yTrue }, MetricsError);
  const n = codes.yTrue.length;
  checkNotEmpty(OWNER, "yTrue", n);
  const all = labels === undefined ? classes : orderedLabels(labels);
  const weights = readWeights(OWNER, sampleWeight, n);
  const positions = classes.map((label) => positionOf(all, label));
  const unknown = positions.indexOf(-1);
  if (unknown >= 0) throw unknownClass(classes[unknown], codes.yTrue.indexOf(unknown));
  if (k >= all.length) logger.warn("k reaches the number of classes: the score is perfect and says nothing", { k });
  const isBinary = classes.length <= 2 && !(labels !== undefined && labels.length > 2);
  const hits = isBinary
    ? binaryHits(codes.yTrue, positions, all, yScore, k)
    : hitsAmong(codes.yTrue, positions, matrixOf(yScore, all.length, n), k);
  return normalize ? mean(hits, weights) : sum(hits, weights);
}

const OWNER = "topKAccuracyScore";

function orderedLabels(labels: readonly Label[]): readonly Label[] {
  const { classes } = encodeLabels(OWNER, { labels }, MetricsError);
  if (classes.length === labels.length && classes.every((label, at) => positionOf(labels, label) === at))
    return classes;
  throw new MetricsError({
    code: "invalidOption",
    what: "labels are not distinct and ascending",
    where: OWNER,
    found: JSON.stringify(labels.slice(0, 10)),
    fix: "sort them",
    details: { option: "labels" },
  });
}

/** With two classes and k = 1, a score above the middle predicts the greater; more is always right. */
function binaryHits(
  codes: Int32Array,
  positions: readonly number[],
  all: readonly Label[],
  yScore: NumberRows,
  k: number,
): Float64Array {
  const scores = readScoreColumn(OWNER, yScore);
  checkSameLength(OWNER, "yScore", scores.length, codes.length);
  if (all.length !== 2) throw otherWidth(2, all.length);
  if (k > 1) return new Float64Array(codes.length).fill(1);
  const isProbability = scores.every((score) => score >= 0 && score <= 1);
  const middle = isProbability ? 0.5 : 0;
  return Float64Array.from(scores, (score, i) => Number((score > middle ? 1 : 0) === positions[codes[i] ?? 0]));
}

function matrixOf(yScore: NumberRows, classes: number, n: number): Matrix {
  if (!isTwoDimensional(yScore)) throw otherWidth(1, classes);
  const scores = readMatrix(OWNER, "yScore", yScore);
  checkSameLength(OWNER, "yScore", scores.rows, n);
  if (scores.cols !== classes) throw otherWidth(scores.cols, classes);
  return scores;
}

/** A class is among the k best when fewer than k beat it; of equal scores, later columns do. */
function hitsAmong(codes: Int32Array, positions: readonly number[], scores: Matrix, k: number): Float64Array {
  const hits = new Float64Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const own = positions[codes[i] ?? 0] ?? 0;
    const score = scores.get(i, own);
    let better = 0;
    for (let j = 0; j < scores.cols; j++) {
      const other = scores.get(i, j);
      if (other > score || (other === score && j > own)) better += 1;
    }
    hits[i] = better < k ? 1 : 0;
  }
  return hits;
}

function otherWidth(found: number, expected: number): MetricsError {
  return new MetricsError({
    code: "shapeMismatch",
    what: "the classes and the columns of yScore differ in number",
    where: `${OWNER}, yScore`,
    found: `${found} columns for ${expected} classes`,
    fix: "give a column per class, or all classes in { labels }; with two classes, one score a row",
    details: { owner: OWNER, argument: "yScore", columns: found, classes: expected },
  });
}

function unknownClass(label: Label | undefined, index: number): MetricsError {
  return new MetricsError({
    code: "unknownLabel",
    what: "a class is not among the labels",
    where: `${OWNER}, yTrue[${index}]`,
    found: JSON.stringify(label),
    fix: "give all classes in { labels }",
    details: { owner: OWNER, argument: "yTrue", index },
  });
}
