import { gammaln } from "simple-statistics";
import { kolmogorovSurvival } from "../../drift/statistics/kolmogorov-smirnov.ts";
import { oneSampleSurvival } from "./marsaglia.ts";

/** Up to so many values the matrix power is quick. */
const EXACT_UP_TO = 1000;

/** A value with how often it occurs. */
interface Counted {
  readonly value: number;
  readonly count: number;
}

/** The greatest distance of the values' distribution, ascending, from one that is known. */
export function distanceFrom(values: readonly Counted[], cdf: (x: number) => number): number {
  const n = values.reduce((sum, { count }) => sum + count, 0);
  let below = 0;
  let greatest = 0;
  for (const { value, count } of values) {
    const expected = cdf(value);
    greatest = Math.max(greatest, expected - below / n, (below + count) / n - expected);
    below += count;
  }
  return greatest;
}

/**
 * The probability that the distance of a sample of n values is at least d: exact where that is quick, in the far tail as twice that of one side
 * (Birnbaum and Tingey), else by the limit with Stephens's correction.
 */
export function distanceSurvival(d: number, n: number): number {
  if (n * d * d >= 4) return Math.min(1, 2 * oneSided(d, n));
  if (n <= EXACT_UP_TO) return oneSampleSurvival(d, n);
  return kolmogorovSurvival(d * (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n)));
}

function oneSided(d: number, n: number): number {
  if (d >= 1) return 0;
  let sum = 0;
  for (let j = 0; j <= Math.floor(n * (1 - d)); j++) {
    const [low, high] = [d + j / n, 1 - d - j / n];
    if (high <= 0) continue;
    const choose = gammaln(n + 1) - gammaln(j + 1) - gammaln(n - j + 1);
    sum += Math.exp(choose + (j - 1) * Math.log(low) + (n - j) * Math.log(high));
  }
  return d * sum;
}
