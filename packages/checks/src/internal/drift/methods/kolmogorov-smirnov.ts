import { criticalDistance, greatestDistance, survivalOf } from "../../../drift/statistics/kolmogorov-smirnov.ts";
import { twoSamples } from "../../../drift/statistics/two-samples.ts";
import type { NumericSample } from "../column-sample.ts";
import type { NumericMethod } from "../method.ts";

/** Kolmogorov and Smirnov: the effect is the greatest distance between the distribution functions. */
export const kolmogorovSmirnov: NumericMethod = {
  of: "numbers",
  minEffect: 0.1,
  test: (reference, current, { alpha }) => {
    const [n, m] = [reference.count, current.count];
    const found = greatestDistance(twoSamples(reference.values, current.values));
    const statistic = Math.max(0, found - coarseness(reference) - coarseness(current));
    const pValue = survivalOf(statistic, n, m);
    return { statistic, effectSize: statistic, pValue, criticalEffect: criticalDistance(alpha, n, m), n, m };
  },
};

/** By how much quantiles that stand for all values may miss their distribution function. */
function coarseness({ values, count }: NumericSample): number {
  return values.length < count ? 0.5 / values.length : 0;
}
