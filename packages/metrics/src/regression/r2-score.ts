import { boolean, either, oneOf, parseOptions } from "@mlsys/core";
import { loggerSpec } from "../input/logger.ts";
import type { LoggerOption } from "../input/logger.ts";
import type { NumberRows } from "../input/numbers.ts";
import { combine, isConstant, mean, sum, sumOfSquaredDifferences, sumOfSquares, sumsOfSquares } from "../input/sums.ts";
import type { WeightOption } from "../input/weights.ts";
import { MetricsError } from "../metrics-error.ts";
import {
  checkOutputWeights,
  checkTargets,
  explainedShare,
  multioutputRule,
  perOutput,
  readRegression,
  weightSpec,
} from "./outputs.ts";
import type { Multioutput, VarianceWeighted } from "./regression-options.ts";

/** Options of {@link r2Score} and {@link explainedVarianceScore}. */
export interface ExplainedOptions extends WeightOption, LoggerOption {
  /** As for the errors; also weighted by the variances of the outputs. Default `"uniformAverage"`. */
  readonly multioutput?: Multioutput | VarianceWeighted | undefined;
  /** Whether a constant target gives 1 (perfect) or 0 instead of NaN or -Infinity. Default true. */
  readonly forceFinite?: boolean | undefined;
}

/** The options that give one figure per output. */
export interface RawExplainedOptions extends ExplainedOptions {
  readonly multioutput: "rawValues" | "raw_values";
}

/**
 * R², the coefficient of determination: 1 is perfect, 0 is as good as the mean of the true values.
 *
 * @param yTrue - true values, n or n × outputs.
 * @param yPred - predicted values, of the same shape.
 * @param options - weights, several outputs, what a constant target gives.
 * @returns the figure; with `multioutput: "rawValues"`, one per output. NaN, with a warning, of fewer than two rows.
 * @throws {@link MetricsError} `lengthMismatch`, `shapeMismatch`, `emptyInput`, `invalidInput`, `invalidOption`.
 * @see scikit-learn's `r2_score`; of a constant target with weights it divides by a rounding error, where this gives 0 or 1.
 *
 * @example
 * ```ts
 * import { r2Score } from "@mlsys/metrics";
 *
 * r2Score([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // => 0.9486081370449679
 * r2Score([1, 2, 3], [2, 2, 2]); // => 0
 * ```
 */
export function r2Score(yTrue: NumberRows, yPred: NumberRows, options: RawExplainedOptions): number[];
export function r2Score(yTrue: NumberRows, yPred: NumberRows, options?: ExplainedOptions): number;
export function r2Score(yTrue: NumberRows, yPred: NumberRows, options?: ExplainedOptions): number | number[] {
  const owner = "r2Score";
  const parsed = parseExplained(owner, options);
  const targets = readRegression(owner, yTrue, yPred, parsed.sampleWeight, false);
  checkOutputWeights(owner, parsed.multioutput, targets.yTrue.length);
  if (targets.n < 2) {
    checkTargets(owner, targets);
    parsed.logger.warn("R² is not defined for fewer than two rows", { rows: targets.n });
    return NaN;
  }
  const unexplained = new Float64Array(targets.yTrue.length);
  const total = new Float64Array(targets.yTrue.length);
  targets.yTrue.forEach((truth, j) => {
    const squares = squaresOf(truth, targets.yPred[j] ?? truth, targets.weights);
    unexplained[j] = squares.unexplained;
    total[j] = squares.total;
  });
  // A number that is not finite shows in the sums; looking for one first would take as long as they do.
  if (!unexplained.every(Number.isFinite) || !total.every(Number.isFinite)) checkTargets(owner, targets);
  return explainedShare(owner, unexplained, total, parsed);
}

/** The sums of squares that predictions and that the mean leave unexplained. */
function squaresOf(
  truth: Float64Array,
  predicted: Float64Array,
  weights: Float64Array | undefined,
): { readonly unexplained: number; readonly total: number } {
  if (weights !== undefined || isConstant(truth)) {
    return {
      unexplained: sumOfSquaredDifferences(truth, predicted, weights),
      total: variation(truth, predicted, weights),
    };
  }
  const [unexplained, total] = sumsOfSquares(truth, predicted, mean(truth));
  return { unexplained, total };
}

/**
 * The share of the variance that is explained: R² that forgives a constant offset of the predictions.
 *
 * @param yTrue - true values, n or n × outputs.
 * @param yPred - predicted values, of the same shape.
 * @param options - weights, several outputs, what a constant target gives.
 * @returns the figure; with `multioutput: "rawValues"`, one per output.
 * @throws {@link MetricsError} as {@link r2Score}.
 * @see scikit-learn's `explained_variance_score`.
 *
 * @example
 * ```ts
 * import { explainedVarianceScore } from "@mlsys/metrics";
 *
 * explainedVarianceScore([1, 2, 3], [2, 3, 4]); // => 1
 * ```
 */
export function explainedVarianceScore(yTrue: NumberRows, yPred: NumberRows, options: RawExplainedOptions): number[];
export function explainedVarianceScore(yTrue: NumberRows, yPred: NumberRows, options?: ExplainedOptions): number;
export function explainedVarianceScore(
  yTrue: NumberRows,
  yPred: NumberRows,
  options?: ExplainedOptions,
): number | number[] {
  const owner = "explainedVarianceScore";
  const parsed = parseExplained(owner, options);
  const targets = readRegression(owner, yTrue, yPred, parsed.sampleWeight);
  checkOutputWeights(owner, parsed.multioutput, targets.yTrue.length);
  const unexplained = perOutput(targets, (truth, predicted, weights) => {
    const offset = mean(
      combine(truth, predicted, (t, p) => t - p),
      weights,
    );
    return sumOfSquaredDifferences(truth, predicted, weights, offset) / weightOf(truth, weights);
  });
  const total = perOutput(
    targets,
    (truth, predicted, weights) => variation(truth, predicted, weights) / weightOf(truth, weights),
  );
  return explainedShare(owner, unexplained, total, parsed);
}

/** The sum of squared deviations; exactly 0 of a constant, whose weighted mean may be off by a rounding error. */
function variation(truth: Float64Array, _predicted: Float64Array, weights: Float64Array | undefined): number {
  return isConstant(truth, weights) ? 0 : sumOfSquares(truth, mean(truth, weights), weights);
}

function weightOf(values: Float64Array, weights: Float64Array | undefined): number {
  return weights === undefined ? values.length : sum(weights);
}

function parseExplained(owner: string, options: ExplainedOptions | undefined) {
  return parseOptions(
    owner,
    options,
    {
      sampleWeight: weightSpec,
      multioutput: {
        rule: either(multioutputRule, oneOf("varianceWeighted", "variance_weighted")),
        default: "uniformAverage",
      },
      forceFinite: { rule: boolean(), default: true },
      logger: loggerSpec(),
    },
    MetricsError,
  );
}
