import { acceptSample } from "./accepted.ts";

/**
 * Two samples in the order of their pooled values. Every statistic of two samples of numbers is a function of these, so that a
 * permutation of `fromReference` is a permutation of the samples.
 */
export interface TwoSamples {
  /** All values, ascending. */
  readonly pooled: Float64Array;
  /** 1 where the value is of the reference, 0 where it is of the current sample. */
  readonly fromReference: Uint8Array;
  /** Number of reference values. */
  readonly n: number;
  /** Number of current values. */
  readonly m: number;
}

/**
 * Brings two samples into the order of their pooled values.
 *
 * @param reference - the reference values; neither NaN nor infinite.
 * @param current - the current values; likewise.
 * @returns the samples.
 * @throws {ChecksError} `invalidData` when a sample is empty or holds a value that is not finite.
 *
 * @example
 * ```ts
 * import { twoSamples } from "@mlsys/checks/drift";
 *
 * twoSamples([3, 1], [2]).fromReference; // => Uint8Array.of(1, 0, 1)
 * ```
 */
export function twoSamples(reference: ArrayLike<number>, current: ArrayLike<number>): TwoSamples {
  acceptSample("reference", reference);
  acceptSample("current", current);
  const [a, b] = [Float64Array.from(reference).sort(), Float64Array.from(current).sort()];
  const pooled = new Float64Array(a.length + b.length);
  const fromReference = new Uint8Array(pooled.length);
  let i = 0;
  let j = 0;
  for (let k = 0; k < pooled.length; k++) {
    const takesReference = j >= b.length || (i < a.length && (a[i] ?? 0) <= (b[j] ?? 0));
    pooled[k] = (takesReference ? a[i++] : b[j++]) ?? 0;
    fromReference[k] = takesReference ? 1 : 0;
  }
  return { pooled, fromReference, n: a.length, m: b.length };
}
