import { showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { incompleteBeta } from "./incomplete-beta.ts";

/**
 * The exact McNemar test of two models on the same cases: how likely so uneven a split of the cases that changed is, if a change
 * either way is equally likely.
 *
 * @param broken - cases that passed before and fail now.
 * @param fixed - cases that failed before and pass now.
 * @returns the two-sided p-value; 1 when nothing changed.
 * @throws {BehaviorError} `invalidOption` for counts that are no counts.
 * @see McNemar, *Note on the sampling error of the difference between correlated proportions*, Psychometrika 12 (1947).
 *
 * @example
 * ```ts
 * import { mcNemarTest } from "@mlsys/behavior";
 *
 * mcNemarTest(0, 5); // => 0.0625
 * mcNemarTest(2, 2); // => 1
 * ```
 */
export function mcNemarTest(broken: number, fixed: number): number {
  for (const count of [broken, fixed]) {
    if (Number.isSafeInteger(count) && count >= 0) continue;
    throw new BehaviorError({
      code: "invalidOption",
      what: "a count is not accepted",
      where: "mcNemarTest",
      found: showValue(count),
      fix: "give whole numbers of at least 0",
    });
  }
  const n = broken + fixed;
  const least = Math.min(broken, fixed);
  if (2 * least >= n - 1) return 1;
  if (n <= 60) return Math.min(1, 2 * binomialTail(least, n));
  return Math.min(1, 2 * incompleteBeta(0.5, n - least, least + 1));
}

/** P(X <= k) of n fair coins, exact while the powers of two are. */
function binomialTail(k: number, n: number): number {
  let term = 2 ** -n;
  let sum = term;
  for (let i = 1; i <= k; i++) {
    term = (term * (n - i + 1)) / i;
    sum += term;
  }
  return sum;
}
