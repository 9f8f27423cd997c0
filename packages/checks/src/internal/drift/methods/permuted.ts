import { standardDeviation } from "simple-statistics";
import {
  andersonDarling as adStatistic,
  cramerVonMises as cvmStatistic,
} from "../../../drift/statistics/rank-tests.ts";
import { energyCoefficient, wassersteinDistance } from "../../../drift/statistics/distances.ts";
import { twoSamples } from "../../../drift/statistics/two-samples.ts";
import type { TwoSamples } from "../../../drift/statistics/two-samples.ts";
import { permuteSamples } from "../permutation.ts";
import type { NumericMethod } from "../method.ts";
import { drawn } from "../subsample.ts";

/** Wasserstein's distance: the effect is the distance in standard deviations of the reference. */
export const wasserstein: NumericMethod = permuted(0.1, wassersteinDistance, (distance, { deviation }) =>
  deviation === 0 ? null : distance / deviation,
);

/** Energy: statistic and effect are its coefficient; a shift by a tenth of a standard deviation gives about 0.002. */
export const energy: NumericMethod = permuted(0.002, energyCoefficient, (coefficient) => coefficient);

/** Cramér and von Mises: the mean squared distance between the distribution functions, above chance and as a share of its greatest value. */
export const cramerVonMises: NumericMethod = permuted(0.01, cvmStatistic, (statistic, { n, m }) =>
  Math.max(0, 3 * (statistic - 1 / 6) * ((n + m) / (n * m))),
);

/** Anderson and Darling: sensitive in the tails, without an effect size. */
export const andersonDarling: NumericMethod = permuted(null, adStatistic, () => null);

/** What stays the same however the values are mixed. */
interface Sizes {
  readonly n: number;
  readonly m: number;
  /** Standard deviation of the reference (divided by n). */
  readonly deviation: number;
}

/** A method whose p-value comes from permutations, and the least significant effect with it. */
function permuted(
  minEffect: number | null,
  statistic: (samples: TwoSamples) => number,
  effect: (statistic: number, sizes: Sizes) => number | null,
): NumericMethod {
  return {
    of: "numbers",
    minEffect,
    test: (reference, current, { alpha, permutations, maxRows, rng }) => {
      const [a, b] = [drawn(reference.values, maxRows, rng), drawn(current.values, maxRows, rng)];
      const samples = twoSamples(a, b);
      const [n, m] = [a.length, b.length];
      if (n < 2 || m < 2 || samples.pooled[0] === samples.pooled.at(-1))
        return { statistic: 0, effectSize: minEffect === null ? null : 0, pValue: 1, criticalEffect: null, n, m };
      const { pValue, critical } = permuteSamples(samples, statistic, permutations, rng);
      const sizes = { n, m, deviation: standardDeviation(Array.from(a)) };
      const observed = statistic(samples);
      const criticalEffect = effect(critical(alpha), sizes);
      return { statistic: observed, effectSize: effect(observed, sizes), pValue, criticalEffect, n, m };
    },
  };
}
