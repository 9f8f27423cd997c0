import type { NumberRows } from "../input/numbers.ts";
import { sum, sumOfSquaredDifferences } from "../input/sums.ts";
import { averageOutputs, parseRegressionOptions, perOutput, readRegression, regressionError } from "./outputs.ts";
import type { RawOptions, RegressionOptions } from "./regression-options.ts";

/**
 * The mean of the squared errors.
 *
 * @param yTrue - true values, n or n × outputs.
 * @param yPred - predicted values, of the same shape.
 * @param options - weights of the rows; what to do with several outputs.
 * @returns the figure; with `multioutput: "rawValues"`, one per output.
 * @throws {@link MetricsError} `lengthMismatch`, `shapeMismatch`, `emptyInput`, `invalidInput`, `invalidOption`.
 * @see scikit-learn's `mean_squared_error`.
 *
 * @example
 * ```ts
 * import { meanSquaredError } from "@mlsys/metrics";
 *
 * meanSquaredError([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // => 0.375
 * meanSquaredError([[0.5, 1], [-1, 1]], [[0, 2], [-1, 2]], { multioutput: "rawValues" }); // => [0.125, 1]
 * ```
 */
export function meanSquaredError(yTrue: NumberRows, yPred: NumberRows, options: RawOptions): number[];
export function meanSquaredError(yTrue: NumberRows, yPred: NumberRows, options?: RegressionOptions): number;
export function meanSquaredError(yTrue: NumberRows, yPred: NumberRows, options?: RegressionOptions): number | number[] {
  return regressionError("meanSquaredError", yTrue, yPred, options, squared);
}

/**
 * The square root of the mean of the squared errors.
 *
 * @param yTrue - true values, n or n × outputs.
 * @param yPred - predicted values, of the same shape.
 * @param options - weights of the rows; what to do with several outputs.
 * @returns the figure; with `multioutput: "rawValues"`, one per output.
 * @throws {@link MetricsError} as {@link meanSquaredError}.
 * @see scikit-learn's `root_mean_squared_error`.
 *
 * @example
 * ```ts
 * import { rootMeanSquaredError } from "@mlsys/metrics";
 *
 * rootMeanSquaredError([0, 0], [3, 3]); // => 3
 * ```
 */
export function rootMeanSquaredError(yTrue: NumberRows, yPred: NumberRows, options: RawOptions): number[];
export function rootMeanSquaredError(yTrue: NumberRows, yPred: NumberRows, options?: RegressionOptions): number;
export function rootMeanSquaredError(
  yTrue: NumberRows,
  yPred: NumberRows,
  options?: RegressionOptions,
): number | number[] {
  const owner = "rootMeanSquaredError";
  const { sampleWeight, multioutput } = parseRegressionOptions(owner, options);
  const squares = perOutput(readRegression(owner, yTrue, yPred, sampleWeight), squared);
  return averageOutputs(owner, squares.map(Math.sqrt), multioutput);
}

function squared(yTrue: Float64Array, yPred: Float64Array, weights: Float64Array | undefined): number {
  return sumOfSquaredDifferences(yTrue, yPred, weights) / (weights === undefined ? yTrue.length : sum(weights));
}
