import { encodeLabels, parseOptions } from "@mlsys/core";
import type { Label, LabelArray } from "@mlsys/core";
import { loggerSpec } from "../input/logger.ts";
import type { LoggerOption } from "../input/logger.ts";
import { checkNotEmpty, checkSameLength, isTwoDimensional, readOutputs } from "../input/numbers.ts";
import type { NumberRows } from "../input/numbers.ts";
import { sum } from "../input/sums.ts";
import { readWeights } from "../input/weights.ts";
import type { WeightOption } from "../input/weights.ts";
import { MetricsError } from "../metrics-error.ts";
import { weightSpec } from "../regression/outputs.ts";
import { labelRule, labelsSpec } from "./averaging.ts";
import { brierScoreLoss } from "./brier-score-loss.ts";
import { logLoss } from "./log-loss.ts";
import { readBinaryProbabilities, readProbabilities } from "./probabilities.ts";

/** Options of {@link d2LogLossScore}. */
export interface D2LogLossOptions extends WeightOption, LoggerOption {
  /** All classes, where yTrue may lack some. Default: those that occur. */
  readonly labels?: readonly Label[] | null | undefined;
}

/** Options of {@link d2BrierScore}. */
export interface D2BrierOptions extends D2LogLossOptions {
  /** The class whose probability a single column is. Default 1, or the greater number; needed for texts. */
  readonly posLabel?: Label | null | undefined;
}

/**
 * The share of the log loss that a model spares, against always predicting the shares of the classes.
 *
 * @param yTrue - true classes.
 * @param yProba - n probabilities of the greater of two classes, or n × classes, in ascending order of the classes.
 * @param options - weights, all classes.
 * @returns the figure; 1 is perfect, 0 no better than the shares. NaN, with a warning, of fewer than two rows.
 * @throws {@link MetricsError} as {@link logLoss}.
 * @see scikit-learn's `d2_log_loss_score`.
 *
 * @example
 * ```ts
 * import { d2LogLossScore } from "@mlsys/metrics";
 *
 * d2LogLossScore([0, 0, 1, 1], [0.5, 0.5, 0.5, 0.5]); // => 0
 * ```
 */
export function d2LogLossScore(yTrue: LabelArray, yProba: NumberRows, options?: D2LogLossOptions): number {
  const owner = "d2LogLossScore";
  const specs = { sampleWeight: weightSpec, labels: labelsSpec, logger: loggerSpec() };
  const { sampleWeight, labels, logger } = parseOptions(owner, options, specs, MetricsError);
  const rows = readOutputs(owner, "yProba", yProba)[0]?.length ?? 0;
  checkNotEmpty(owner, "yProba", rows);
  checkSameLength(owner, "yTrue", encodeLabels(owner, { yTrue }, MetricsError).codes.yTrue.length, rows);
  const weights = readWeights(owner, sampleWeight, rows);
  if (rows < 2) {
    logger.warn("D² is not defined for fewer than two rows", { owner });
    return NaN;
  }
  const targets = readProbabilities(owner, yTrue, yProba, labels, logger);
  const shares = sharesOf(targets.columns, targets.width, weights);
  const usual = Array.from({ length: targets.n }, () => Array.from(shares));
  const all = labels ?? undefined;
  const spent = logLoss(yTrue, yProba, { sampleWeight, labels: all, normalize: false });
  return 1 - spent / logLoss(yTrue, usual, { sampleWeight, labels: all, normalize: false });
}

/**
 * The share of the Brier score that a model spares, against always predicting the shares of the classes.
 *
 * @param yTrue - true classes.
 * @param yProba - n probabilities of the positive class, or n × classes, in ascending order of the classes.
 * @param options - weights, positive class, all classes.
 * @returns the figure; 1 is perfect, 0 no better than the shares. NaN, with a warning, of fewer than two rows.
 * @throws {@link MetricsError} as {@link brierScoreLoss}.
 * @see scikit-learn's `d2_brier_score`.
 *
 * @example
 * ```ts
 * import { d2BrierScore } from "@mlsys/metrics";
 *
 * d2BrierScore([0, 0, 1, 1], [0, 0, 1, 1]); // => 1
 * ```
 */
export function d2BrierScore(yTrue: LabelArray, yProba: NumberRows, options?: D2BrierOptions): number {
  const owner = "d2BrierScore";
  const { sampleWeight, labels, posLabel, logger } = parseOptions(
    owner,
    options,
    { sampleWeight: weightSpec, labels: labelsSpec, posLabel: { rule: labelRule }, logger: loggerSpec() },
    MetricsError,
  );
  const columns = readOutputs(owner, "yProba", yProba);
  const rows = columns[0]?.length ?? 0;
  checkNotEmpty(owner, "yProba", rows);
  checkSameLength(owner, "yTrue", encodeLabels(owner, { yTrue }, MetricsError).codes.yTrue.length, rows);
  const weights = readWeights(owner, sampleWeight, rows);
  if (rows < 2) {
    logger.warn("D² is not defined for fewer than two rows", { owner });
    return NaN;
  }
  const given = { sampleWeight, posLabel, labels };
  const spent = brierScoreLoss(yTrue, yProba, given);
  if (!isTwoDimensional(yProba) || columns.length === 1) {
    const { isPositive } = readBinaryProbabilities(owner, yTrue, yProba, posLabel);
    const share = sum(Float64Array.from(isPositive), weights) / (weights === undefined ? rows : sum(weights));
    return 1 - spent / brierScoreLoss(yTrue, new Float64Array(rows).fill(share), given);
  }
  const targets = readProbabilities(owner, yTrue, yProba, labels, logger);
  const usual = Array.from(sharesOf(targets.columns, targets.width, weights));
  return (
    1 -
    spent /
      brierScoreLoss(
        yTrue,
        Array.from({ length: rows }, () => usual),
        given,
      )
  );
}

function sharesOf(columns: Int32Array, width: number, weights: Float64Array | undefined): Float64Array {
  const shares = new Float64Array(width);
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i] ?? 0;
    shares[column] = (shares[column] ?? 0) + (weights?.[i] ?? 1);
  }
  const whole = sum(shares);
  return shares.map((share) => share / whole);
}
