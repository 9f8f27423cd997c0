import { integer, oneOf, parseOptions, randomSeed, real } from "@mlsys/core";
import type { LabelArray, RandomStateInput } from "@mlsys/core";
import { labelRule } from "../classification/averaging.ts";
import { normalCdf, normalQuantile } from "../distributions/normal.ts";
import { MetricsError } from "../metrics-error.ts";
import type { MeasureName, PositiveOption } from "../measures/measure-names.ts";
import { readMeasured } from "../measures/read-measure.ts";
import type { Measured } from "../measures/read-measure.ts";
import { figuresOf, resampledFigures } from "../measures/resample.ts";
import { accelerationOf } from "../measures/jackknife.ts";
import { quantileOf } from "./quantile.ts";
import type { Interval } from "./wilson-interval.ts";

/** Options of {@link bootstrapInterval}. */
export interface BootstrapOptions extends PositiveOption {
  /** How often the interval is to hold the truth, in (0, 1). Default 0.95. */
  readonly confidence?: number | undefined;
  /** Bias-corrected and accelerated, or plain percentiles. Default `"bca"`. */
  readonly method?: "bca" | "percentile" | undefined;
  /** Number of samples. Default 2000. */
  readonly nResamples?: number | undefined;
  /** Seed. Default 0, so that the same data give the same interval. */
  readonly randomState?: RandomStateInput;
}

/** A figure with its uncertainty. */
export interface MeasuredInterval extends Interval {
  readonly metric: string;
  readonly value: number;
  readonly confidence: number;
  readonly method: "bca" | "percentile";
  readonly rows: number;
}

/**
 * A figure of a model with a confidence interval by the bootstrap. Of figures that are made of counts, samples of the counts are
 * drawn instead of rows, which is the same and takes milliseconds.
 *
 * @param metric - the figure by name.
 * @param yTrue - true classes or numbers.
 * @param yPred - predicted ones; of `"rocAuc"`, `"averagePrecision"`, `"logLoss"`, `"brierScore"`: scores of the positive class.
 * @param options - confidence, method, number of samples, seed, positive class.
 * @returns the figure and its bounds.
 * @throws {@link MetricsError} `invalidOption` when there is no such metric; `unknownLabel`, `lengthMismatch`, `emptyInput`,
 * `invalidInput`, `unsupportedTarget`.
 * @see Efron, "Better bootstrap confidence intervals", JASA 82 (1987).
 *
 * @example
 * ```ts
 * import { bootstrapInterval } from "@mlsys/metrics";
 *
 * const yTrue = Array.from({ length: 200 }, (_, i) => i % 2);
 * const yPred = yTrue.map((label, i) => (i % 10 === 0 ? 1 - label : label));
 * const { value, low, high } = bootstrapInterval("accuracy", yTrue, yPred);
 * value; // => 0.9
 * low > 0.84 && low < 0.87 && high > 0.92 && high < 0.95; // => true
 * ```
 */
export function bootstrapInterval(
  metric: MeasureName,
  yTrue: LabelArray,
  yPred: LabelArray,
  options?: BootstrapOptions,
): MeasuredInterval {
  const prepared = prepareBootstrap("bootstrapInterval", metric, yTrue, yPred, options);
  const { measured, nResamples, randomState } = prepared;
  const [samples = new Float64Array(0)] = resampledFigures(measured, nResamples, randomState);
  return intervalOfSamples(prepared, samples);
}

/** A bootstrap that is ready to draw. */
export interface PreparedBootstrap {
  readonly metric: MeasureName;
  readonly measured: Measured;
  readonly confidence: number;
  readonly method: "bca" | "percentile";
  readonly nResamples: number;
  readonly randomState: RandomStateInput;
}

export function prepareBootstrap(
  owner: string,
  metric: MeasureName,
  yTrue: LabelArray,
  yPred: LabelArray,
  options: BootstrapOptions | undefined,
): PreparedBootstrap {
  const { posLabel, ...parsed } = parseOptions(
    owner,
    options,
    {
      confidence: { rule: real({ above: 0, below: 1 }), default: 0.95 },
      method: { rule: oneOf("bca", "percentile"), default: "bca" },
      nResamples: { rule: integer({ min: 50, max: 1e6 }), default: 2000 },
      randomState: { rule: randomSeed(), default: 0 },
      posLabel: { rule: labelRule },
    },
    MetricsError,
  );
  return { ...parsed, metric, measured: readMeasured(owner, metric, yTrue, { yPred }, posLabel) };
}

/** The interval that samples of the figure give. */
export function intervalOfSamples(prepared: PreparedBootstrap, samples: Float64Array): MeasuredInterval {
  const { metric, measured, confidence, method } = prepared;
  const [value = NaN] = figuresOf(measured);
  const defined = samples.filter((figure) => !Number.isNaN(figure)).sort();
  const tails =
    method === "bca"
      ? correctedTails(defined, value, accelerationOf(measured), confidence)
      : ([(1 - confidence) / 2, (1 + confidence) / 2] as const);
  return {
    metric,
    value,
    low: quantileOf(defined, tails[0]),
    high: quantileOf(defined, tails[1]),
    confidence,
    method,
    rows: measured.truth.length,
  };
}

/** Shares of the samples that bound the interval, corrected for bias and for a spread that changes with the figure. */
function correctedTails(
  sorted: Float64Array,
  value: number,
  acceleration: number,
  confidence: number,
): readonly [number, number] {
  let [below, equal] = [0, 0];
  for (const figure of sorted) {
    if (figure < value) below += 1;
    else if (figure === value) equal += 1;
  }
  const share = (below + equal / 2) / sorted.length;
  if (!(share > 0 && share < 1)) return [(1 - confidence) / 2, (1 + confidence) / 2];
  const bias = normalQuantile(share);
  const tail = (p: number): number => {
    const z = bias + normalQuantile(p);
    return normalCdf(bias + z / (1 - acceleration * z));
  };
  return [tail((1 - confidence) / 2), tail((1 + confidence) / 2)];
}
