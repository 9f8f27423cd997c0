import { betaQuantile } from "./incomplete-beta.ts";

/** The one-sided Clopper-Pearson upper bound. */
export function upperBound(failed: number, n: number, confidence: number): number {
  return failed >= n ? 1 : betaQuantile(confidence, failed + 1, n - failed);
}

/** The one-sided Clopper-Pearson lower bound. */
export function lowerBound(failed: number, n: number, confidence: number): number {
  return failed <= 0 ? 0 : betaQuantile(1 - confidence, failed, n - failed + 1);
}
