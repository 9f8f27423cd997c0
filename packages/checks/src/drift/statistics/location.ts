import { studentPValue } from "../../internal/special/beta.ts";
import { normalSurvival } from "../../internal/special/normal.ts";
import { acceptSample } from "./accepted.ts";
import type { TwoSamples } from "./two-samples.ts";

/** A statistic with its two-sided p-value. */
export interface LocationTest {
  readonly statistic: number;
  readonly pValue: number;
}

/**
 * Mann and Whitney's test of two samples, with mid-ranks; the p-value is the normal approximation with corrections for ties and
 * continuity.
 *
 * @param samples - the samples, of {@link twoSamples}.
 * @returns U of the reference (pairs where its value is the greater one, ties count half) and the p-value.
 * @see https://doi.org/10.1214/aoms/1177730491
 *
 * @example
 * ```ts
 * import { mannWhitney, twoSamples } from "@mlsys/checks/drift";
 *
 * mannWhitney(twoSamples([4, 5, 6], [1, 2, 3])).statistic; // => 9
 * ```
 */
export function mannWhitney({ pooled, fromReference, n, m }: TwoSamples): LocationTest {
  const total = n + m;
  let [ranks, ties] = [0, 0];
  for (let start = 0; start < total;) {
    let end = start;
    let own = 0;
    while (end < total && pooled[end] === pooled[start]) own += fromReference[end++] ?? 0;
    ranks += own * ((start + 1 + end) / 2);
    ties += (end - start) ** 3 - (end - start);
    start = end;
  }
  const statistic = ranks - (n * (n + 1)) / 2;
  const deviation = Math.sqrt(((n * m) / 12) * (total + 1 - ties / (total * (total - 1))));
  const z = (Math.max(statistic, n * m - statistic) - (n * m) / 2 - 0.5) / deviation;
  return { statistic, pValue: deviation > 0 ? Math.min(1, 2 * normalSurvival(z)) : 1 };
}

/**
 * Welch's t-test of two samples, which does not suppose equal variances.
 *
 * @param reference - the reference values, two at least.
 * @param current - the current values, two at least.
 * @returns t (above 0 where the reference's mean is greater) and the p-value.
 * @throws {ChecksError} `invalidData` when a sample is too small or holds a value that is not finite.
 * @see https://doi.org/10.1093/biomet/34.1-2.28
 *
 * @example
 * ```ts
 * import { welchTest } from "@mlsys/checks/drift";
 *
 * welchTest([1, 2, 3], [1, 2, 3]); // => { statistic: 0, pValue: 1 }
 * ```
 */
export function welchTest(reference: ArrayLike<number>, current: ArrayLike<number>): LocationTest {
  acceptSample("reference", reference, 2);
  acceptSample("current", current, 2);
  const [a, b] = [errorOfMean(reference), errorOfMean(current)];
  const squared = a.squared + b.squared;
  const difference = a.mean - b.mean;
  if (squared === 0)
    return { statistic: difference === 0 ? 0 : Infinity * difference, pValue: difference === 0 ? 1 : 0 };
  const statistic = difference / Math.sqrt(squared);
  const df = squared ** 2 / (a.squared ** 2 / (reference.length - 1) + b.squared ** 2 / (current.length - 1));
  return { statistic, pValue: studentPValue(statistic, df) };
}

function errorOfMean(values: ArrayLike<number>): { readonly mean: number; readonly squared: number } {
  const list = Float64Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  const squares = list.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, squared: squares / (list.length - 1) / list.length };
}
