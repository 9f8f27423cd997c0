import type { NumberRows } from "../input/numbers.ts";
import { sum, sumOfSquaredDifferences } from "../input/sums.ts";
import { MetricsError } from "../metrics-error.ts";
import { regressionError } from "./outputs.ts";
import type { RawOptions, RegressionOptions } from "./regression-options.ts";

/**
 * The mean of the squared differences of log(1 + value): errors relative to the size of the target.
 *
 * @param yTrue - true values above -1, n or n × outputs.
 * @param yPred - predicted values above -1, of the same shape.
 * @param options - weights of the rows; what to do with several outputs.
 * @returns the figure; with `multioutput: "rawValues"`, one per output.
 * @throws {@link MetricsError} `invalidInput` when a value is not above -1; `lengthMismatch`, `shapeMismatch`, `emptyInput`,
 * `invalidOption`.
 * @see scikit-learn's `mean_squared_log_error`.
 *
 * @example
 * ```ts
 * import { meanSquaredLogError } from "@mlsys/metrics";
 *
 * meanSquaredLogError([0, 3], [0, 3]); // => 0
 * ```
 */
export function meanSquaredLogError(yTrue: NumberRows, yPred: NumberRows, options: RawOptions): number[];
export function meanSquaredLogError(yTrue: NumberRows, yPred: NumberRows, options?: RegressionOptions): number;
export function meanSquaredLogError(
  yTrue: NumberRows,
  yPred: NumberRows,
  options?: RegressionOptions,
): number | number[] {
  const owner = "meanSquaredLogError";
  return regressionError(owner, yTrue, yPred, options, (truth, predicted, weights) =>
    squaredLog(owner, truth, predicted, weights),
  );
}

/**
 * The square root of the mean of the squared differences of log(1 + value).
 *
 * @param yTrue - true values above -1, n or n × outputs.
 * @param yPred - predicted values above -1, of the same shape.
 * @param options - weights of the rows; what to do with several outputs.
 * @returns the figure; with `multioutput: "rawValues"`, one per output.
 * @throws {@link MetricsError} as {@link meanSquaredLogError}.
 * @see scikit-learn's `root_mean_squared_log_error`.
 *
 * @example
 * ```ts
 * import { rootMeanSquaredLogError } from "@mlsys/metrics";
 *
 * rootMeanSquaredLogError([0, 0], [0, 0]); // => 0
 * ```
 */
export function rootMeanSquaredLogError(yTrue: NumberRows, yPred: NumberRows, options: RawOptions): number[];
export function rootMeanSquaredLogError(yTrue: NumberRows, yPred: NumberRows, options?: RegressionOptions): number;
export function rootMeanSquaredLogError(
  yTrue: NumberRows,
  yPred: NumberRows,
  options?: RegressionOptions,
): number | number[] {
  const owner = "rootMeanSquaredLogError";
  return regressionError(owner, yTrue, yPred, options, (truth, predicted, weights) =>
    Math.sqrt(squaredLog(owner, truth, predicted, weights)),
  );
}

function squaredLog(
  owner: string,
  yTrue: Float64Array,
  yPred: Float64Array,
  weights: Float64Array | undefined,
): number {
  const total = sumOfSquaredDifferences(logs(owner, "yTrue", yTrue), logs(owner, "yPred", yPred), weights);
  return total / (weights === undefined ? yTrue.length : sum(weights));
}

function logs(owner: string, argument: string, values: Float64Array): Float64Array {
  return values.map((value, index) => {
    if (value > -1) return Math.log1p(value);
    throw new MetricsError({
      code: "invalidInput",
      what: "a value is too small for its logarithm",
      where: `${owner}, ${argument}[${index}]`,
      found: String(value),
      fix: "give values above -1, or use another metric",
      details: { owner, argument, index },
    });
  });
}
