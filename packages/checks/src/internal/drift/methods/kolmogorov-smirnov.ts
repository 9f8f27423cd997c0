import { criticalDistance, kolmogorovSmirnov as ksTest } from "../../../drift/statistics/kolmogorov-smirnov.ts";
import { twoSamples } from "../../../drift/statistics/two-samples.ts";
import type { NumericMethod } from "../method.ts";

/** Kolmogorov and Smirnov: the effect is the greatest distance between the distribution functions. */
export const kolmogorovSmirnov: NumericMethod = {
  of: "numbers",
  minEffect: 0.1,
  test: (reference, current, { alpha }) => {
    const [n, m] = [reference.length, current.length];
    const { statistic, pValue } = ksTest(twoSamples(reference, current));
    return { statistic, effectSize: statistic, pValue, criticalEffect: criticalDistance(alpha, n, m), n, m };
  },
};
