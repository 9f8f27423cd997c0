import type { NumberRows } from "../input/numbers.ts";
import { combine, mean } from "../input/sums.ts";
import { regressionError } from "./outputs.ts";
import type { RawOptions, RegressionOptions } from "./regression-options.ts";

/**
 * The mean of the absolute errors.
 *
 * @param yTrue - true values, n or n × outputs.
 * @param yPred - predicted values, of the same shape.
 * @param options - weights of the rows; what to do with several outputs.
 * @returns the figure; with `multioutput: "rawValues"`, one per output.
 * @throws {@link MetricsError} `lengthMismatch`, `shapeMismatch`, `emptyInput`, `invalidInput`, `invalidOption`.
 * @see scikit-learn's `mean_absolute_error`.
 *
 * @example
 * ```ts
 * import { meanAbsoluteError } from "@mlsys/metrics";
 *
 * meanAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // => 0.5
 * ```
 */
export function meanAbsoluteError(yTrue: NumberRows, yPred: NumberRows, options: RawOptions): number[];
export function meanAbsoluteError(yTrue: NumberRows, yPred: NumberRows, options?: RegressionOptions): number;
export function meanAbsoluteError(
  yTrue: NumberRows,
  yPred: NumberRows,
  options?: RegressionOptions,
): number | number[] {
  return regressionError("meanAbsoluteError", yTrue, yPred, options, (truth, predicted, weights) =>
    mean(
      combine(truth, predicted, (t, p) => Math.abs(p - t)),
      weights,
    ),
  );
}
