import { encodeLabels, oneOf, parseOptions, real } from "@mlsys/core";
import type { Label, LabelArray, Logger, Matrix, MatrixLike } from "@mlsys/core";
import { labelsSpec } from "../classification/averaging.ts";
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
import { indicators, readScoreColumn } from "./binary-scores.ts";
import { averageBinary } from "./binary-average.ts";
import type { BinaryAverage } from "./binary-average-kinds.ts";
import { areaUnderRocOf, countsAtThresholds, partialAreaUnderRoc } from "./thresholds.ts";

/** Options of {@link rocAucScore}. */
export interface RocAucOptions extends WeightOption, LoggerOption {
  /** How the areas of several classes or labels become one; null gives each. Default `"macro"`. */
  readonly average?: BinaryAverage | undefined;
  /** The area up to this false positive rate only, rescaled so that chance gives 0.5. Default: the whole. */
  readonly maxFpr?: number | null | undefined;
  /** With three or more classes: each against the rest, or each against each other. Without it, they are refused. */
  readonly multiClass?: "raise" | "ovr" | "ovo" | undefined;
  /** All classes in ascending order, where yTrue may lack some. Default: those that occur. */
  readonly labels?: readonly Label[] | null | undefined;
}

/** The options that give one area per class or label. */
export interface EachRocAucOptions extends RocAucOptions {
  readonly average: null;
}

/**
 * The area under the ROC curve: the chance that a positive row scores above a negative one.
 *
 * @param yTrue - true classes; or rows of 0 and 1, one column per label.
 * @param yScore - scores of the greater of two classes; n × classes probabilities; or n × labels scores.
 * @param options - average, several classes, weights, partial area.
 * @returns the area; NaN, with a warning, where only one class occurs.
 * @throws {@link MetricsError} `shapeMismatch`, `unknownLabel`, `lengthMismatch`, `emptyInput`, `invalidInput`,
 * `unsupportedTarget`, `invalidOption`.
 * @see scikit-learn's `roc_auc_score`.
 *
 * @example
 * ```ts
 * import { rocAucScore } from "@mlsys/metrics";
 *
 * rocAucScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // => 0.75
 * const yScore = [[0.7, 0.2, 0.1], [0.3, 0.5, 0.2], [0.2, 0.3, 0.5]];
 * rocAucScore(["a", "b", "c"], yScore, { multiClass: "ovr" }); // => 1
 * ```
 */
export function rocAucScore(yTrue: LabelRows, yScore: NumberRows, options: EachRocAucOptions): number | number[];
export function rocAucScore(yTrue: LabelRows, yScore: NumberRows, options?: RocAucOptions): number;
export function rocAucScore(yTrue: LabelRows, yScore: NumberRows, options?: RocAucOptions): number | number[] {
  const parsed = parseRocAuc(options);
  if (isTwoDimensional(yTrue)) return ofLabels(yTrue as MatrixLike, yScore, parsed);
  const { classes, codes } = encodeLabels(OWNER, { yTrue: yTrue as LabelArray }, MetricsError);
  checkNotEmpty(OWNER, "yTrue", codes.yTrue.length);
  const width = isTwoDimensional(yScore) ? readMatrix(OWNER, "yScore", yScore).cols : 1;
  if (classes.length > 2 || width > 2) return ofClasses(classes, codes.yTrue, yScore, parsed);
  const scores = readScoreColumn(OWNER, yScore);
  checkSameLength(OWNER, "yScore", scores.length, codes.yTrue.length);
  const weights = readWeights(OWNER, parsed.sampleWeight, scores.length);
  return area(indicators(codes.yTrue, classes.length === 2 ? 1 : -1), scores, weights, parsed);
}

const OWNER = "rocAucScore";

type Parsed = ReturnType<typeof parseRocAuc>;

function parseRocAuc(options: RocAucOptions | undefined) {
  const parsed = parseOptions(
    OWNER,
    options,
    {
      sampleWeight: weightSpec,
      average: { rule: oneOf("micro", "macro", "weighted", "samples", null), default: "macro" },
      maxFpr: { rule: real({ above: 0 }) },
      multiClass: { rule: oneOf("raise", "ovr", "ovo"), default: "raise" },
      labels: labelsSpec,
      logger: loggerSpec(),
    },
    MetricsError,
  );
  if (parsed.maxFpr === undefined || parsed.maxFpr <= 1) return parsed;
  throw refusal("maxFpr is out of range", String(parsed.maxFpr), "give a number above 0 and of at most 1");
}

function area(
  isPositive: Uint8Array,
  scores: Float64Array,
  weights: Float64Array | undefined,
  { maxFpr, logger }: { readonly maxFpr?: number | undefined; readonly logger: Logger },
): number {
  const found =
    maxFpr === undefined || maxFpr === 1
      ? areaUnderRocOf(isPositive, scores, weights)
      : partialAreaUnderRoc(countsAtThresholds(isPositive, scores, weights), maxFpr);
  if (Number.isNaN(found))
    logger.warn("only one class occurs: the area under the ROC curve is undefined", { owner: OWNER });
  return found;
}

function ofLabels(yTrue: MatrixLike, yScore: NumberRows, parsed: Parsed): number | number[] {
  const truth = readMatrix(OWNER, "yTrue", yTrue);
  const scores = readMatrix(OWNER, "yScore", yScore);
  checkSameLength(OWNER, "yScore", scores.rows, truth.rows);
  if (scores.cols !== truth.cols) throw otherWidth(scores.cols, truth.cols);
  const isTrue = indicatorsOf(OWNER, "yTrue", truth);
  const weights = readWeights(OWNER, parsed.sampleWeight, truth.rows);
  return averageBinary(isTrue, scores, weights, parsed.average, (bits, column, rowWeights) =>
    area(bits, column, rowWeights, parsed),
  );
}

function ofClasses(
  classes: readonly Label[],
  codes: Int32Array,
  yScore: NumberRows,
  parsed: Parsed,
): number | number[] {
  const { multiClass, average, labels, logger } = parsed;
  if (multiClass === "raise") {
    throw refusal("multiClass is needed", `${classes.length} classes`, 'set multiClass to "ovr" or "ovo"');
  }
  if (parsed.maxFpr !== undefined && parsed.maxFpr !== 1) {
    throw refusal("a partial area needs two classes", `maxFpr ${parsed.maxFpr}`, "leave maxFpr out");
  }
  const isAveraged = average === "macro" || average === "weighted";
  if (!isAveraged && (multiClass === "ovo" || average === "samples")) {
    throw refusal(
      `the average ${JSON.stringify(average)} is not supported for "${multiClass}"`,
      "it",
      'give "macro" or "weighted"',
    );
  }
  const scores = readMatrix(OWNER, "yScore", yScore);
  checkSameLength(OWNER, "yScore", scores.rows, codes.length);
  checkRowSums(scores);
  const columns = columnsOfClasses(classes, codes, labels, scores.cols);
  if (multiClass === "ovo") return oneVersusOne(columns, scores, average, parsed);
  const isTrue = new Uint8Array(scores.data.length);
  for (let i = 0; i < columns.length; i++) isTrue[i * scores.cols + (columns[i] ?? 0)] = 1;
  const weights = readWeights(OWNER, parsed.sampleWeight, scores.rows);
  return averageBinary(isTrue, scores, weights, average, (bits, column, rowWeights) =>
    area(bits, column, rowWeights, { logger }),
  );
}

/** The column of each row's class. */
function columnsOfClasses(
  classes: readonly Label[],
  codes: Int32Array,
  labels: readonly Label[] | undefined,
  width: number,
): Int32Array {
  const ordered = labels === undefined ? classes : encodeLabels(OWNER, { labels }, MetricsError).classes;
  if (
    labels !== undefined &&
    (ordered.length !== labels.length || ordered.some((label, at) => positionOf(labels, label) !== at))
  ) {
    throw refusal("labels are not distinct and ascending", JSON.stringify(labels.slice(0, 10)), "sort them");
  }
  if (ordered.length !== width) throw otherWidth(width, ordered.length);
  const positions = classes.map((label) => positionOf(ordered, label));
  const unknown = positions.indexOf(-1);
  if (unknown < 0) return codes.map((code) => positions[code] ?? 0);
  const index = codes.indexOf(unknown);
  throw new MetricsError({
    code: "unknownLabel",
    what: "a class is not among the labels",
    where: `${OWNER}, yTrue[${index}]`,
    found: JSON.stringify(classes[unknown]),
    fix: "give all classes in { labels }",
    details: { owner: OWNER, argument: "yTrue", index },
  });
}

function oneVersusOne(columns: Int32Array, scores: Matrix, average: BinaryAverage, parsed: Parsed): number {
  if (parsed.sampleWeight !== undefined && parsed.sampleWeight !== null) {
    throw refusal('weights are not supported for "ovo"', "sampleWeight", 'leave them out, or set multiClass to "ovr"');
  }
  const present = [...new Set(columns)].sort((a, b) => a - b);
  if (present.length < 2 && average === "weighted") {
    throw refusal(
      "one class only cannot be weighted against another",
      "one class",
      'give rows of two classes, or average: "macro"',
    );
  }
  let [total, weight] = [0, 0];
  for (const [at, a] of present.entries()) {
    for (const b of present.slice(at + 1)) {
      const rows = Array.from(columns.keys()).filter((i) => columns[i] === a || columns[i] === b);
      const against = (positive: number): number =>
        areaUnderRocOf(
          Uint8Array.from(rows, (i) => (columns[i] === positive ? 1 : 0)),
          Float64Array.from(rows, (i) => scores.get(i, positive)),
        );
      const own = average === "weighted" ? rows.length / columns.length : 1;
      total += own * ((against(a) + against(b)) / 2);
      weight += own;
    }
  }
  return total / weight;
}

function checkRowSums({ rows, cols, data }: Matrix): void {
  for (let i = 0; i < rows; i++) {
    let total = 0;
    for (let j = i * cols; j < (i + 1) * cols; j++) total += data[j] ?? 0;
    if (Math.abs(1 - total) <= 1e-8 + 1e-5 * Math.abs(total)) continue;
    throw new MetricsError({
      code: "invalidInput",
      what: "the scores of a row are no probabilities",
      where: `${OWNER}, yScore[${i}]`,
      found: `a sum of ${total}`,
      fix: "with three or more classes, give probabilities that sum to 1",
      details: { owner: OWNER, argument: "yScore", index: i },
    });
  }
}

function otherWidth(found: number, expected: number): MetricsError {
  return new MetricsError({
    code: "shapeMismatch",
    what: "the classes and the columns of yScore differ in number",
    where: `${OWNER}, yScore`,
    found: `${found} columns for ${expected} classes`,
    fix: "give a column per class, or all classes in { labels }",
    details: { owner: OWNER, argument: "yScore", columns: found, classes: expected },
  });
}

function refusal(what: string, found: string, fix: string): MetricsError {
  return new MetricsError({ code: "invalidOption", what, where: OWNER, found, fix });
}
