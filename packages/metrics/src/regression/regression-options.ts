import type { NumberArray } from "../input/numbers.ts";
import type { WeightOption } from "../input/weights.ts";

/** Outputs weighted by the variances of their true values, in either spelling. */
export type VarianceWeighted = "varianceWeighted" | "variance_weighted";

/** How the figures of several outputs become one: each by itself, their mean, or their mean with these weights. */
export type Multioutput = "rawValues" | "raw_values" | "uniformAverage" | "uniform_average" | NumberArray;

/** Options of the regression metrics. */
export interface RegressionOptions extends WeightOption {
  /** With several outputs a row: each figure, their mean, or their weighted mean. Default `"uniformAverage"`. */
  readonly multioutput?: Multioutput | undefined;
}

/** The options of a regression metric that gives one figure per output. */
export interface RawOptions extends RegressionOptions {
  readonly multioutput: "rawValues" | "raw_values";
}
