import { parseOptions, real } from "@mlsys/core";
import { loggerSpec } from "../input/logger.ts";
import type { LoggerOption } from "../input/logger.ts";
import type { NumberRows } from "../input/numbers.ts";
import { combine, mean } from "../input/sums.ts";
import { MetricsError } from "../metrics-error.ts";
import {
  averageOutputs,
  checkOutputWeights,
  explainedShare,
  multioutputRule,
  perOutput,
  readRegression,
  weightSpec,
} from "./outputs.ts";
import type { RegressionOptions } from "./regression-options.ts";
import { weightedQuantile } from "./weighted-quantile.ts";

/** Options of {@link meanPinballLoss} and {@link d2PinballScore}. */
export interface PinballOptions extends RegressionOptions, LoggerOption {
  /** The quantile that is predicted, from 0 to 1. Default 0.5, the median. */
  readonly alpha?: number | undefined;
}

/** The options that give one figure per output. */
export interface RawPinballOptions extends PinballOptions {
  readonly multioutput: "rawValues" | "raw_values";
}

/** Options of {@link d2AbsoluteErrorScore}. */
export interface D2AbsoluteErrorOptions extends RegressionOptions, LoggerOption {}

/**
 * The loss of a predicted quantile: errors above it cost `alpha`, errors below it 1 - `alpha`.
 *
 * @param yTrue - true values, n or n × outputs.
 * @param yPred - predicted quantiles, of the same shape.
 * @param options - the quantile, weights, several outputs.
 * @returns the figure; with `multioutput: "rawValues"`, one per output.
 * @throws {@link MetricsError} `lengthMismatch`, `shapeMismatch`, `emptyInput`, `invalidInput`, `invalidOption`.
 * @see scikit-learn's `mean_pinball_loss`.
 *
 * @example
 * ```ts
 * import { meanPinballLoss } from "@mlsys/metrics";
 *
 * meanPinballLoss([1, 2, 3], [0, 2, 3], { alpha: 0.9 }); // => 0.3
 * ```
 */
export function meanPinballLoss(yTrue: NumberRows, yPred: NumberRows, options: RawPinballOptions): number[];
export function meanPinballLoss(yTrue: NumberRows, yPred: NumberRows, options?: PinballOptions): number;
export function meanPinballLoss(yTrue: NumberRows, yPred: NumberRows, options?: PinballOptions): number | number[] {
  const owner = "meanPinballLoss";
  const { sampleWeight, multioutput, alpha } = parsePinball(owner, options);
  const targets = readRegression(owner, yTrue, yPred, sampleWeight);
  checkOutputWeights(owner, multioutput, targets.yTrue.length);
  const figures = perOutput(targets, (truth, predicted, weights) => pinball(truth, predicted, weights, alpha));
  return averageOutputs(owner, figures, multioutput);
}

/**
 * The share of the pinball loss that a model spares, against always predicting the quantile of the true values.
 *
 * @param yTrue - true values, n or n × outputs.
 * @param yPred - predicted quantiles, of the same shape.
 * @param options - the quantile, weights, several outputs.
 * @returns the figure; 1 is perfect. NaN, with a warning, of fewer than two rows.
 * @throws {@link MetricsError} as {@link meanPinballLoss}.
 * @see scikit-learn's `d2_pinball_score`.
 *
 * @example
 * ```ts
 * import { d2PinballScore } from "@mlsys/metrics";
 *
 * d2PinballScore([1, 2, 3], [1, 3, 3]); // => 0.5
 * ```
 */
export function d2PinballScore(yTrue: NumberRows, yPred: NumberRows, options: RawPinballOptions): number[];
export function d2PinballScore(yTrue: NumberRows, yPred: NumberRows, options?: PinballOptions): number;
export function d2PinballScore(yTrue: NumberRows, yPred: NumberRows, options?: PinballOptions): number | number[] {
  return d2("d2PinballScore", yTrue, yPred, options);
}

/**
 * The share of the absolute error that a model spares, against always predicting the median of the true values.
 *
 * @param yTrue - true values, n or n × outputs.
 * @param yPred - predicted values, of the same shape.
 * @param options - weights, several outputs.
 * @returns the figure; 1 is perfect. NaN, with a warning, of fewer than two rows.
 * @throws {@link MetricsError} as {@link meanPinballLoss}.
 * @see scikit-learn's `d2_absolute_error_score`.
 *
 * @example
 * ```ts
 * import { d2AbsoluteErrorScore } from "@mlsys/metrics";
 *
 * d2AbsoluteErrorScore([1, 2, 3], [1, 2, 3]); // => 1
 * ```
 */
export function d2AbsoluteErrorScore(
  yTrue: NumberRows,
  yPred: NumberRows,
  options: D2AbsoluteErrorOptions & { readonly multioutput: "rawValues" | "raw_values" },
): number[];
export function d2AbsoluteErrorScore(yTrue: NumberRows, yPred: NumberRows, options?: D2AbsoluteErrorOptions): number;
export function d2AbsoluteErrorScore(
  yTrue: NumberRows,
  yPred: NumberRows,
  options?: D2AbsoluteErrorOptions,
): number | number[] {
  return d2("d2AbsoluteErrorScore", yTrue, yPred, options);
}

function parsePinball(owner: string, options: PinballOptions | undefined) {
  return parseOptions(
    owner,
    options,
    {
      sampleWeight: weightSpec,
      multioutput: {
        rule: multioutputRule,
        default: "uniformAverage",
      },
      alpha: { rule: real({ min: 0, max: 1 }), default: 0.5 },
      logger: loggerSpec(),
    },
    MetricsError,
  );
}

function d2(
  owner: string,
  yTrue: NumberRows,
  yPred: NumberRows,
  options: PinballOptions | undefined,
): number | number[] {
  const { sampleWeight, multioutput, alpha, logger } = parsePinball(owner, options);
  const targets = readRegression(owner, yTrue, yPred, sampleWeight);
  checkOutputWeights(owner, multioutput, targets.yTrue.length);
  if (targets.n < 2) {
    logger.warn("D² is not defined for fewer than two rows", { owner, rows: targets.n });
    return NaN;
  }
  const spent = perOutput(targets, (truth, predicted, weights) => pinball(truth, predicted, weights, alpha));
  const usual = perOutput(targets, (truth, _, weights) => {
    const quantile = weightedQuantile(truth, weights ?? new Float64Array(truth.length).fill(1), alpha);
    return pinball(truth, new Float64Array(truth.length).fill(quantile), weights, alpha);
  });
  return explainedShare(owner, spent, usual, { multioutput, forceFinite: true });
}

function pinball(yTrue: Float64Array, yPred: Float64Array, weights: Float64Array | undefined, alpha: number): number {
  const losses = combine(yTrue, yPred, (t, p) => (t >= p ? alpha * (t - p) : -(1 - alpha) * (t - p)));
  return mean(losses, weights);
}
