import { oneSampleSurvival } from "../../internal/special/marsaglia.ts";
import type { TwoSamples } from "./two-samples.ts";

/** Up to this product of sizes the exact distribution is counted. */
const EXACT_UP_TO = 10_000;

/** What Kolmogorov and Smirnov's test of two samples found. */
export interface KolmogorovSmirnov {
  /** The greatest distance between the two empirical distribution functions, 0 to 1. */
  readonly statistic: number;
  /** The probability of such a distance or a greater one where both samples are of one continuous distribution. */
  readonly pValue: number;
}

/** Options of {@link kolmogorovSmirnov}. */
export interface KolmogorovSmirnovOptions {
  /**
   * Where the p-value comes from: `"exact"` counts all ways to mix the samples, `"asymptotic"` takes the effective size for the size of
   * one sample, as SciPy's does. Default `"auto"`: exact where the product of the sizes is at most 10,000, else the limiting distribution.
   */
  readonly pValue?: "auto" | "exact" | "asymptotic" | undefined;
}

/**
 * Kolmogorov and Smirnov's test of two samples. The p-value is exact where the product of the sizes is at most 10,000, else it is the
 * limiting distribution with Stephens' correction; with ties it errs on the safe side.
 *
 * @param samples - the samples, of {@link twoSamples}.
 * @param options - `pValue`: exact, asymptotic, or as the sizes ask.
 * @returns statistic and p-value.
 * @see https://doi.org/10.18637/jss.v008.i18
 *
 * @example
 * ```ts
 * import { kolmogorovSmirnov, twoSamples } from "@mlsys/checks/drift";
 *
 * kolmogorovSmirnov(twoSamples([1, 2, 3], [4, 5, 6])).statistic; // => 1
 * ```
 */
export function kolmogorovSmirnov(
  samples: TwoSamples,
  { pValue = "auto" }: KolmogorovSmirnovOptions = {},
): KolmogorovSmirnov {
  const { n, m } = samples;
  const statistic = greatestDistance(samples);
  const survival = { auto: survivalOf, exact: exactSurvival, asymptotic }[pValue];
  return { statistic, pValue: survival(statistic, n, m) };
}

/** The probability of such a distance or a greater one: exact where that is quick. */
export function survivalOf(statistic: number, n: number, m: number): number {
  return n * m <= EXACT_UP_TO ? exactSurvival(statistic, n, m) : limitingSurvival(statistic, n, m);
}

/** That of one sample of the effective size; beyond sizes where its matrix is small, the limiting distribution. */
function asymptotic(statistic: number, n: number, m: number): number {
  const size = Math.round((n * m) / (n + m));
  return size * statistic > 60 || size * statistic ** 2 > 18
    ? limitingSurvival(statistic, n, m)
    : oneSampleSurvival(statistic, size);
}

/** The greatest distance between two empirical distribution functions; it is looked at where the values change. */
export function greatestDistance({ pooled, fromReference, n, m }: TwoSamples): number {
  let seenReference = 0;
  let seenCurrent = 0;
  let greatest = 0;
  for (let i = 0; i < pooled.length; i++) {
    const own = fromReference[i] ?? 0;
    seenReference += own;
    seenCurrent += 1 - own;
    if (i + 1 < pooled.length && pooled[i + 1] === pooled[i]) continue;
    // A multiple of 1/(n·m), kept whole so that equal distances are equal.
    greatest = Math.max(greatest, Math.abs(seenReference * m - seenCurrent * n));
  }
  return greatest / (n * m);
}

/** Counts, as probabilities, the lattice paths from (0, 0) to (n, m) that stay nearer to the diagonal than the statistic. */
export function exactSurvival(statistic: number, n: number, m: number): number {
  const reach = Math.round(statistic * n * m);
  if (reach === 0) return 1;
  const inside = (i: number, j: number): boolean => Math.abs(i * m - j * n) < reach;
  // Of the paths to (i, j), the share that has been outside; shares add up with the weights of the last step.
  let outside = Float64Array.from({ length: m + 1 }, (_, j) => (inside(0, j) ? 0 : 1));
  for (let j = 1; j <= m; j++) if (outside[j - 1] === 1) outside[j] = 1;
  for (let i = 1; i <= n; i++) {
    const next = new Float64Array(m + 1);
    next[0] = outside[0] === 1 || !inside(i, 0) ? 1 : 0;
    for (let j = 1; j <= m; j++)
      next[j] = inside(i, j) ? ((outside[j] ?? 0) * i + (next[j - 1] ?? 0) * j) / (i + j) : 1;
    outside = next;
  }
  return outside[m] ?? 1;
}

/** Kolmogorov's limiting distribution at the effective size. */
export function limitingSurvival(statistic: number, n: number, m: number): number {
  const root = Math.sqrt((n * m) / (n + m));
  return kolmogorovSurvival((root + 0.12 + 0.11 / root) * statistic);
}

/** The probability that Kolmogorov's limiting variable is above x. */
export function kolmogorovSurvival(x: number): number {
  if (x < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k++) {
    const term = Math.exp(-2 * k * k * x * x);
    sum += k % 2 === 1 ? term : -term;
    if (term < 1e-18) break;
  }
  return Math.min(1, Math.max(0, 2 * sum));
}

/** The least distance that is significant at a level. */
export function criticalDistance(alpha: number, n: number, m: number): number {
  const root = Math.sqrt((n * m) / (n + m));
  let low = 0;
  let high = 10;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (kolmogorovSurvival(middle) > alpha) low = middle;
    else high = middle;
  }
  return Math.min(1, high / (root + 0.12 + 0.11 / root));
}
