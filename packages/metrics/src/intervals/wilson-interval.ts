import { parseOptions, real } from "@mlsys/core";
import { normalQuantile } from "../distributions/normal.ts";
import { MetricsError } from "../metrics-error.ts";

/** The bounds of a confidence interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Options of {@link wilsonInterval}. */
export interface WilsonOptions {
  /** How often the interval is to hold the truth, in (0, 1). Default 0.95. */
  readonly confidence?: number | undefined;
}

/**
 * Wilson's confidence interval of a share, such as an accuracy: right also for few rows and shares near 0 or 1.
 *
 * @param successes - how many rows have it, from 0 to `trials`.
 * @param trials - how many rows there are, at least 1.
 * @param options - confidence.
 * @returns the bounds, within 0 and 1.
 * @throws {@link MetricsError} `invalidInput` when the counts do not fit together; `invalidOption`.
 * @see Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
 *
 * @example
 * ```ts
 * import { wilsonInterval } from "@mlsys/metrics";
 *
 * const { low, high } = wilsonInterval(3, 56);
 * low.toFixed(4); // => "0.0184"
 * high.toFixed(4); // => "0.1461"
 * ```
 */
export function wilsonInterval(successes: number, trials: number, options?: WilsonOptions): Interval {
  const specs = { confidence: { rule: real({ above: 0, below: 1 }), default: 0.95 } };
  const { confidence } = parseOptions("wilsonInterval", options, specs, MetricsError);
  if (!(successes >= 0 && successes <= trials && trials > 0)) {
    throw new MetricsError({
      code: "invalidInput",
      what: "the counts do not fit together",
      where: "wilsonInterval",
      found: `${successes} of ${trials}`,
      fix: "give at least one trial, and from 0 to as many successes",
    });
  }
  const z = normalQuantile(0.5 + confidence / 2);
  const share = successes / trials;
  const center = share + (z * z) / (2 * trials);
  const spread = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  const scale = 1 + (z * z) / trials;
  return {
    low: successes === 0 ? 0 : Math.max(0, (center - spread) / scale),
    high: successes === trials ? 1 : Math.min(1, (center + spread) / scale),
  };
}
