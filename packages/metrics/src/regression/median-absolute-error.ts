import type { NumberRows } from "../input/numbers.ts";
import { combine } from "../input/sums.ts";
import { MetricsError } from "../metrics-error.ts";
import { readRegression, regressionError } from "./outputs.ts";
import type { RawOptions, RegressionOptions } from "./regression-options.ts";
import { median, weightedQuantile } from "./weighted-quantile.ts";

/**
 * The median of the absolute errors, which single large errors do not move.
 *
 * @param yTrue - true values, n or n × outputs.
 * @param yPred - predicted values, of the same shape.
 * @param options - weights of the rows; what to do with several outputs.
 * @returns the figure; with `multioutput: "rawValues"`, one per output.
 * @throws {@link MetricsError} `lengthMismatch`, `shapeMismatch`, `emptyInput`, `invalidInput`, `invalidOption`.
 * @see scikit-learn's `median_absolute_error`.
 *
 * @example
 * ```ts
 * import { medianAbsoluteError } from "@mlsys/metrics";
 *
 * medianAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 800]); // => 0.5
 * ```
 */
export function medianAbsoluteError(yTrue: NumberRows, yPred: NumberRows, options: RawOptions): number[];
export function medianAbsoluteError(yTrue: NumberRows, yPred: NumberRows, options?: RegressionOptions): number;
export function medianAbsoluteError(
  yTrue: NumberRows,
  yPred: NumberRows,
  options?: RegressionOptions,
): number | number[] {
  return regressionError("medianAbsoluteError", yTrue, yPred, options, (truth, predicted, weights) => {
    const errors = combine(truth, predicted, (t, p) => Math.abs(p - t));
    return weights === undefined ? median(errors) : weightedQuantile(errors, weights, 0.5);
  });
}

/**
 * The largest absolute error.
 *
 * @param yTrue - true values, one output.
 * @param yPred - predicted values.
 * @returns the figure.
 * @throws {@link MetricsError} `unsupportedTarget` with several outputs; `lengthMismatch`, `emptyInput`, `invalidInput`.
 * @see scikit-learn's `max_error`.
 *
 * @example
 * ```ts
 * import { maxError } from "@mlsys/metrics";
 *
 * maxError([3, 2, 7, 1], [4, 2, 7, 1]); // => 1
 * ```
 */
export function maxError(yTrue: NumberRows, yPred: NumberRows): number {
  const targets = readRegression("maxError", yTrue, yPred, undefined);
  const [truth, predicted] = [targets.yTrue[0], targets.yPred[0]];
  if (targets.yTrue.length > 1 || truth === undefined || predicted === undefined) {
    throw new MetricsError({
      code: "unsupportedTarget",
      what: "several outputs a row are not supported",
      where: "maxError",
      found: `${targets.yTrue.length} outputs`,
      fix: "measure each output by itself",
    });
  }
  return combine(truth, predicted, (t, p) => Math.abs(t - p)).reduce((most, error) => Math.max(most, error), 0);
}
