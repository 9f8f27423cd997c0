import { incompleteBeta } from "./incomplete-beta.ts";

/** The probability of `failed` or more failures of `n` at a rate. */
export function upperTail(failed: number, n: number, rate: number): number {
  return failed <= 0 ? 1 : Math.min(1, incompleteBeta(rate, failed, n - failed + 1));
}

/** The probability of `failed` or fewer failures of `n` at a rate. */
export function lowerTail(failed: number, n: number, rate: number): number {
  return failed >= n ? 1 : Math.min(1, Math.max(0, 1 - incompleteBeta(rate, failed + 1, n - failed)));
}
