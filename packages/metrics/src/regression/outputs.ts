import { either, oneOf, parseOptions, satisfying } from "@mlsys/core";
import type { OptionRule, OptionSpec } from "@mlsys/core";
import {
  checkFinite,
  checkNotEmpty,
  checkSameLength,
  isArrayLike,
  readNumbers,
  readOutputs,
} from "../input/numbers.ts";
import type { NumberArray, NumberRows } from "../input/numbers.ts";
import { combine, mean } from "../input/sums.ts";
import { readWeights } from "../input/weights.ts";
import { MetricsError } from "../metrics-error.ts";
import type { Multioutput, VarianceWeighted } from "./regression-options.ts";

/** True and predicted values by output, and the weights. */
export interface RegressionTargets {
  readonly n: number;
  readonly yTrue: readonly Float64Array[];
  readonly yPred: readonly Float64Array[];
  readonly weights: Float64Array | undefined;
}

export function isNumberArray(value: unknown): value is NumberArray {
  return isArrayLike(value) || (typeof value === "object" && value !== null && "toNumbers" in value);
}

export const weightSpec: OptionSpec<NumberArray | null> = {
  rule: satisfying(
    "one number per row",
    (value): value is NumberArray | null => value === null || isNumberArray(value),
  ),
};

/** In either spelling. */
export const multioutputRule: OptionRule<Multioutput> = either(
  oneOf("rawValues", "uniformAverage", "raw_values", "uniform_average"),
  satisfying("one weight per output", isNumberArray),
);

export function parseRegressionOptions(
  owner: string,
  options: object | undefined,
): { readonly sampleWeight: NumberArray | null | undefined; readonly multioutput: Multioutput } {
  return parseOptions(
    owner,
    options,
    {
      sampleWeight: weightSpec,
      multioutput: {
        rule: multioutputRule,
        default: "uniformAverage",
      },
    },
    MetricsError,
  );
}

/** True and predicted numbers; whoever does not have them checked to be finite calls {@link checkTargets}. */
export function readRegression(
  owner: string,
  yTrue: NumberRows,
  yPred: NumberRows,
  sampleWeight: NumberArray | null | undefined,
  isChecked = true,
): RegressionTargets {
  const truth = readOutputs(owner, "yTrue", yTrue, isChecked);
  const predicted = readOutputs(owner, "yPred", yPred, isChecked);
  const n = truth[0]?.length ?? 0;
  checkNotEmpty(owner, "yTrue", n);
  checkSameLength(owner, "yPred", predicted[0]?.length ?? 0, n);
  if (truth.length !== predicted.length) {
    throw new MetricsError({
      code: "shapeMismatch",
      what: "yTrue and yPred have different numbers of outputs",
      where: owner,
      found: `${truth.length} and ${predicted.length}`,
      fix: "give as many predictions a row as there are true values",
    });
  }
  return { n, yTrue: truth, yPred: predicted, weights: readWeights(owner, sampleWeight, n) };
}

/** Refuses numbers that are not finite. */
export function checkTargets(owner: string, { yTrue, yPred }: RegressionTargets): void {
  for (const truth of yTrue) checkFinite(owner, "yTrue", truth);
  for (const predicted of yPred) checkFinite(owner, "yPred", predicted);
}

/** One figure per output. */
export function perOutput(
  { yTrue, yPred, weights }: RegressionTargets,
  error: (yTrue: Float64Array, yPred: Float64Array, weights: Float64Array | undefined) => number,
): Float64Array {
  return Float64Array.from(yTrue, (truth, j) => error(truth, yPred[j] ?? truth, weights));
}

/** The figures of the outputs as the caller wants them. */
export function averageOutputs(owner: string, figures: Float64Array, multioutput: Multioutput): number | number[] {
  if (multioutput === "rawValues" || multioutput === "raw_values") return Array.from(figures);
  if (multioutput === "uniformAverage" || multioutput === "uniform_average") return mean(figures);
  return mean(figures, readOutputWeights(owner, multioutput, figures.length));
}

function readOutputWeights(owner: string, given: NumberArray, outputs: number): Float64Array {
  const weights = readNumbers(owner, "multioutput", given);
  checkSameLength(owner, "multioutput", weights.length, outputs);
  return weights;
}

/** Weights of outputs are a mistake where there is one output. */
export function checkOutputWeights(owner: string, multioutput: Multioutput | VarianceWeighted, outputs: number): void {
  if (typeof multioutput === "string" || outputs > 1) return;
  throw new MetricsError({
    code: "invalidOption",
    what: "weights of outputs make sense with several outputs only",
    where: `${owner}, multioutput`,
    found: "one output",
  });
}

/** A metric that is a mean of row errors. */
export function regressionError(
  owner: string,
  yTrue: NumberRows,
  yPred: NumberRows,
  options: object | undefined,
  error: (yTrue: Float64Array, yPred: Float64Array, weights: Float64Array | undefined) => number,
): number | number[] {
  const { sampleWeight, multioutput } = parseRegressionOptions(owner, options);
  const targets = readRegression(owner, yTrue, yPred, sampleWeight);
  checkOutputWeights(owner, multioutput, targets.yTrue.length);
  const figures = perOutput(targets, error);
  return averageOutputs(owner, figures, multioutput);
}

interface ShareOptions {
  readonly multioutput: Multioutput | VarianceWeighted;
  readonly forceFinite: boolean;
}

/** 1 - unexplained / total by output, with the cases of nothing to explain. */
export function explainedShare(
  owner: string,
  unexplained: Float64Array,
  total: Float64Array,
  { multioutput, forceFinite }: ShareOptions,
): number | number[] {
  const shares = combine(unexplained, total, (part, whole) => {
    if (!forceFinite || (part !== 0 && whole !== 0)) return 1 - part / whole;
    return part === 0 ? 1 : 0;
  });
  if (multioutput !== "varianceWeighted" && multioutput !== "variance_weighted")
    return averageOutputs(owner, shares, multioutput);
  return mean(shares, total.some((each) => each !== 0) ? total : undefined);
}
