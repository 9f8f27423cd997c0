import { encodeLabels, integer, oneOf, parseOptions } from "@mlsys/core";
import type { Label, LabelArray } from "@mlsys/core";
import { labelRule } from "../classification/averaging.ts";
import { checkSameLength, isTwoDimensional, readMatrix } from "../input/numbers.ts";
import type { NumberArray, NumberRows } from "../input/numbers.ts";
import { readWeights } from "../input/weights.ts";
import type { WeightOption } from "../input/weights.ts";
import { MetricsError } from "../metrics-error.ts";
import { readBinaryScores } from "../ranking/binary-scores.ts";
import { weightSpec } from "../regression/outputs.ts";

/** Options of {@link calibrationCurve}. */
export interface CalibrationOptions extends WeightOption {
  /** The class whose probability is given. Default 1, where the classes are 0 and 1 or -1 and 1. */
  readonly posLabel?: Label | null | undefined;
  /** Number of bins, at least 1. Default 5. */
  readonly nBins?: number | undefined;
  /** Bins of equal width, or of equally many rows. Default `"uniform"`. */
  readonly strategy?: "uniform" | "quantile" | undefined;
}

/** Options of {@link expectedCalibrationError} and {@link maximumCalibrationError}. */
export interface CalibrationErrorOptions extends CalibrationOptions {
  /** Number of bins, at least 1. Default 10. */
  readonly nBins?: number | undefined;
}

/** Of every bin that has rows: the share of positives, and the mean predicted probability. */
export interface CalibrationCurve {
  readonly probTrue: Float64Array;
  readonly probPred: Float64Array;
}

/**
 * How often the positive class occurs, by predicted probability: a calibrated model's points lie on the diagonal.
 *
 * @param yTrue - true classes, two at most.
 * @param yProb - probabilities of the positive class.
 * @param options - positive class, bins.
 * @returns the share of positives and the mean probability of every bin that has rows (weight).
 * @throws {@link MetricsError} `invalidInput` when a probability is out of range; `unsupportedTarget`, `lengthMismatch`,
 * `emptyInput`, `invalidOption`.
 * @see scikit-learn's `calibration_curve`.
 *
 * @example
 * ```ts
 * import { calibrationCurve } from "@mlsys/metrics";
 *
 * const { probTrue } = calibrationCurve([0, 0, 0, 0, 1, 1, 1, 1, 1], [0.1, 0.2, 0.3, 0.4, 0.65, 0.7, 0.8, 0.9, 1], { nBins: 3 });
 * probTrue; // => Float64Array.of(0, 0.5, 1)
 * ```
 */
export function calibrationCurve(yTrue: LabelArray, yProb: NumberRows, options?: CalibrationOptions): CalibrationCurve {
  const owner = "calibrationCurve";
  const parsed = parseCalibration(owner, options, 5);
  const { isPositive, scores } = readBinary(owner, yTrue, yProb, parsed.posLabel);
  const bins = binned(
    isPositive,
    scores,
    edgesOf(scores, parsed),
    readWeights(owner, parsed.sampleWeight, scores.length),
  );
  return {
    probTrue: Float64Array.from(bins, ({ positives, rows }) => positives / rows),
    probPred: Float64Array.from(bins, ({ sum, rows }) => sum / rows),
  };
}

/**
 * Expected calibration error: the mean distance of predicted probability and share of positives over bins, weighted by their
 * rows. Of n × classes probabilities: of the highest probability and whether its class is right.
 *
 * @param yTrue - true classes.
 * @param yProb - probabilities of the positive class, or n × classes, in ascending order of the classes.
 * @param options - positive class, bins (default 10).
 * @returns the figure; 0 is perfectly calibrated.
 * @throws {@link MetricsError} as {@link calibrationCurve}, and `shapeMismatch`.
 * @see Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning" (2015).
 *
 * @example
 * ```ts
 * import { expectedCalibrationError } from "@mlsys/metrics";
 *
 * expectedCalibrationError([0, 1, 1, 1], [0.25, 0.75, 0.75, 0.75], { nBins: 2 }); // => 0.25
 * ```
 */
export function expectedCalibrationError(
  yTrue: LabelArray,
  yProb: NumberRows,
  options?: CalibrationErrorOptions,
): number {
  const bins = errorBins("expectedCalibrationError", yTrue, yProb, options);
  const rows = bins.reduce((total, bin) => total + bin.rows, 0);
  return bins.reduce((total, { positives, sum }) => total + Math.abs(positives - sum), 0) / rows;
}

/**
 * Maximum calibration error: the largest distance of predicted probability and share of positives over bins.
 *
 * @param yTrue - true classes.
 * @param yProb - probabilities of the positive class, or n × classes, in ascending order of the classes.
 * @param options - positive class, bins (default 10).
 * @returns the figure; 0 is perfectly calibrated.
 * @throws {@link MetricsError} as {@link expectedCalibrationError}.
 *
 * @example
 * ```ts
 * import { maximumCalibrationError } from "@mlsys/metrics";
 *
 * maximumCalibrationError([0, 1, 1, 1], [0.5, 0.75, 0.75, 0.75], { nBins: 4 }); // => 0.5
 * ```
 */
export function maximumCalibrationError(
  yTrue: LabelArray,
  yProb: NumberRows,
  options?: CalibrationErrorOptions,
): number {
  const bins = errorBins("maximumCalibrationError", yTrue, yProb, options);
  return bins.reduce((most, { positives, sum, rows }) => Math.max(most, Math.abs(positives - sum) / rows), 0);
}

interface Bin {
  /** How many rows, or their weight. */
  readonly rows: number;
  readonly positives: number;
  readonly sum: number;
}

interface Parsed {
  readonly posLabel: Label | undefined;
  readonly nBins: number;
  readonly strategy: "uniform" | "quantile";
  readonly sampleWeight: NumberArray | null | undefined;
}

function parseCalibration(owner: string, options: CalibrationOptions | undefined, nBins: number): Parsed {
  return parseOptions(
    owner,
    options,
    {
      posLabel: { rule: labelRule },
      nBins: { rule: integer({ min: 1 }), default: nBins },
      strategy: { rule: oneOf("uniform", "quantile"), default: "uniform" },
      sampleWeight: weightSpec,
    },
    MetricsError,
  );
}

function errorBins(
  owner: string,
  yTrue: LabelArray,
  yProb: NumberRows,
  options: CalibrationErrorOptions | undefined,
): Bin[] {
  const parsed = parseCalibration(owner, options, 10);
  const { isPositive, scores } =
    isTwoDimensional(yProb) && readMatrix(owner, "yProb", yProb).cols > 1
      ? readHighest(owner, yTrue, yProb)
      : readBinary(owner, yTrue, yProb, parsed.posLabel);
  return binned(isPositive, scores, edgesOf(scores, parsed), readWeights(owner, parsed.sampleWeight, scores.length));
}

interface Outcomes {
  readonly isPositive: Uint8Array;
  readonly scores: Float64Array;
}

function readBinary(owner: string, yTrue: LabelArray, yProb: NumberRows, posLabel: Label | undefined): Outcomes {
  const read = readBinaryScores(owner, yTrue, yProb, { sampleWeight: undefined, posLabel, argument: "yProb" });
  if (read.classes.length > 2) throw tooMany(owner, read.classes.length);
  checkRange(owner, read.scores, 1);
  return read;
}

/** Of several classes: the highest probability of each row, and whether its class is the true one. */
function readHighest(owner: string, yTrue: LabelArray, yProb: NumberRows): Outcomes {
  const { rows, cols, data } = readMatrix(owner, "yProb", yProb);
  checkRange(owner, data, cols);
  const { classes, codes } = encodeLabels(owner, { yTrue }, MetricsError);
  checkSameLength(owner, "yProb", rows, codes.yTrue.length);
  if (classes.length !== cols) {
    throw new MetricsError({
      code: "shapeMismatch",
      what: "the classes and the columns of yProb differ in number",
      where: owner,
      found: `${classes.length} classes, ${cols} columns`,
      details: { classes: classes.length, columns: cols },
    });
  }
  const isPositive = new Uint8Array(rows);
  const scores = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let best = 0;
    for (let j = 1; j < cols; j++) if ((data[i * cols + j] ?? 0) > (data[i * cols + best] ?? 0)) best = j;
    scores[i] = data[i * cols + best] ?? 0;
    isPositive[i] = codes.yTrue[i] === best ? 1 : 0;
  }
  return { isPositive, scores };
}

function checkRange(owner: string, scores: Float64Array, width: number): void {
  const bad = scores.findIndex((score) => score < 0 || score > 1);
  if (bad < 0) return;
  const index = Math.floor(bad / width);
  throw new MetricsError({
    code: "invalidInput",
    what: "a probability is out of range",
    where: `${owner}, yProb[${index}]`,
    found: String(scores[bad]),
    fix: "give numbers from 0 to 1",
    details: { owner, argument: "yProb", index },
  });
}

function tooMany(owner: string, classes: number): MetricsError {
  return new MetricsError({
    code: "unsupportedTarget",
    what: "calibration is of two classes",
    where: `${owner}, yTrue`,
    found: `${classes} classes`,
    fix: "take one class against the rest",
    details: { classes },
  });
}

/** The upper edges of all bins but the last, rounded as NumPy's `linspace` and `percentile` round. */
function edgesOf(scores: Float64Array, { nBins, strategy }: Parsed): Float64Array {
  const step = 1 / nBins;
  const shares = Float64Array.from({ length: nBins - 1 }, (_, i) => (i + 1) * step);
  if (strategy === "uniform") return shares;
  const sorted = Float64Array.from(scores).sort();
  return shares.map((share) => {
    const place = ((share * 100) / 100) * (sorted.length - 1);
    const below = Math.floor(place);
    const [low = 0, high = low] = [sorted[below], sorted[below + 1]];
    const rest = place - below;
    return rest >= 0.5 ? high - (high - low) * (1 - rest) : low + (high - low) * rest;
  });
}

/** The bins that have rows; a score on an edge belongs to the lower bin. */
function binned(
  isPositive: Uint8Array,
  scores: Float64Array,
  edges: Float64Array,
  weights: Float64Array | undefined,
): Bin[] {
  const bins = Array.from({ length: edges.length + 1 }, () => ({ rows: 0, positives: 0, sum: 0 }));
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? 0;
    let place = 0;
    while (place < edges.length && (edges[place] ?? 0) < score) place += 1;
    const bin = bins[place];
    if (bin === undefined) continue;
    const weight = weights === undefined ? 1 : (weights[i] as number);
    bin.rows += weight;
    bin.positives += weight * (isPositive[i] as number);
    bin.sum += weight * score;
  }
  return bins.filter(({ rows }) => rows > 0);
}
