import { chiSquaredSurvival } from "../../internal/special/chi-squared.ts";
import { acceptCounts } from "./accepted.ts";
import type { ContingencyTest } from "./contingency.ts";

/**
 * Pearson's chi-squared test of goodness of fit: the reference's shares are taken for the exact truth. Between two samples it raises
 * false alarms (use {@link chiSquaredTest}); it is what other tools compute.
 *
 * @param reference - the reference counts, one a category; scaled to the current total.
 * @param current - the current counts, in the same order.
 * @returns statistic, p-value and degrees of freedom; an infinite statistic where a category is new.
 * @throws {ChecksError} `invalidData` when the counts differ in number, are all 0, or one is negative or not finite.
 *
 * @example
 * ```ts
 * import { goodnessOfFit } from "@mlsys/checks/drift";
 *
 * goodnessOfFit([50, 50], [20, 10]).statistic; // => 10 / 3
 * ```
 */
export function goodnessOfFit(reference: ArrayLike<number>, current: ArrayLike<number>): ContingencyTest {
  return ofFit(reference, current, (observed, expected) => (observed - expected) ** 2 / expected);
}

/**
 * The G-test of goodness of fit: the reference's shares are taken for the exact truth.
 *
 * @param reference - the reference counts, one a category; scaled to the current total.
 * @param current - the current counts, in the same order.
 * @returns statistic, p-value and degrees of freedom; an infinite statistic where a category is new.
 * @throws {ChecksError} `invalidData` when the counts differ in number, are all 0, or one is negative or not finite.
 *
 * @example
 * ```ts
 * import { goodnessOfFitG } from "@mlsys/checks/drift";
 *
 * goodnessOfFitG([50, 50], [20, 20]).pValue; // => 1
 * ```
 */
export function goodnessOfFitG(reference: ArrayLike<number>, current: ArrayLike<number>): ContingencyTest {
  return ofFit(reference, current, (observed, expected) =>
    observed === 0 ? 0 : 2 * observed * Math.log(observed / expected),
  );
}

function ofFit(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  term: (observed: number, expected: number) => number,
): ContingencyTest {
  acceptCounts(reference, current);
  const total = (counts: ArrayLike<number>): number => Array.from(counts).reduce((sum, count) => sum + count, 0);
  const scale = total(current) / total(reference);
  let statistic = 0;
  for (let i = 0; i < reference.length; i++) {
    const [observed, expected] = [current[i] ?? 0, (reference[i] ?? 0) * scale];
    if (observed > 0 || expected > 0) statistic += term(observed, expected);
  }
  const df = Math.max(0, reference.length - 1);
  return { statistic, pValue: df === 0 ? 1 : chiSquaredSurvival(statistic, df), df };
}
