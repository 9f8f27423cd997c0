import type { NumberRows } from "../input/numbers.ts";
import { combine, mean } from "../input/sums.ts";
import { regressionError } from "./outputs.ts";
import type { RawOptions, RegressionOptions } from "./regression-options.ts";

/**
 * The mean of the absolute errors relative to the true values: 0.1 is ten percent. True values near 0 count as 2.2e-16.
 *
 * @param yTrue - true values, n or n × outputs.
 * @param yPred - predicted values, of the same shape.
 * @param options - weights of the rows; what to do with several outputs.
 * @returns the figure; with `multioutput: "rawValues"`, one per output.
 * @throws {@link MetricsError} `lengthMismatch`, `shapeMismatch`, `emptyInput`, `invalidInput`, `invalidOption`.
 * @see scikit-learn's `mean_absolute_percentage_error`.
 *
 * @example
 * ```ts
 * import { meanAbsolutePercentageError } from "@mlsys/metrics";
 *
 * meanAbsolutePercentageError([100, 200], [110, 180]); // => 0.1
 * ```
 */
export function meanAbsolutePercentageError(yTrue: NumberRows, yPred: NumberRows, options: RawOptions): number[];
export function meanAbsolutePercentageError(yTrue: NumberRows, yPred: NumberRows, options?: RegressionOptions): number;
export function meanAbsolutePercentageError(
  yTrue: NumberRows,
  yPred: NumberRows,
  options?: RegressionOptions,
): number | number[] {
  return regressionError("meanAbsolutePercentageError", yTrue, yPred, options, (truth, predicted, weights) =>
    mean(
      combine(truth, predicted, (t, p) => Math.abs(p - t) / Math.max(Math.abs(t), Number.EPSILON)),
      weights,
    ),
  );
}
