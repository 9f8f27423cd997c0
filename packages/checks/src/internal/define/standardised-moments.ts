import type { Moments } from "../../aggregates/aggregate.ts";

/** Skewness: g1, or Fisher and Pearson's correction G1; null where it is undefined. */
export function skewnessOf({ count: n, m2, m3 }: Moments, bias: boolean): number | null {
  if (n < (bias ? 1 : 3) || m2 === 0) return null;
  const g1 = m3 / n / (m2 / n) ** 1.5;
  return bias ? g1 : (g1 * Math.sqrt(n * (n - 1))) / (n - 2);
}

/** Excess kurtosis: g2, or its correction G2; null where it is undefined. */
export function kurtosisOf({ count: n, m2, m4 }: Moments, bias: boolean): number | null {
  if (n < (bias ? 1 : 4) || m2 === 0) return null;
  const g2 = m4 / n / (m2 / n) ** 2 - 3;
  return bias ? g2 : ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * g2 + 6);
}
