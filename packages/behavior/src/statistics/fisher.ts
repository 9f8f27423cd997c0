import { showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { logGamma } from "./incomplete-beta.ts";

/**
 * Fisher's exact test of two rates: how likely a table at least as unlikely as this one is, if both groups fail alike.
 *
 * @param failedA - failed of the first group.
 * @param nA - size of the first group.
 * @param failedB - failed of the second group.
 * @param nB - size of the second group.
 * @returns the two-sided p-value.
 * @throws {BehaviorError} `invalidOption` for counts that are no counts.
 * @see Fisher, *On the interpretation of chi-squared from contingency tables*, JRSS 85 (1922).
 *
 * @example
 * ```ts
 * import { fisherTest } from "@mlsys/behavior";
 *
 * Number(fisherTest(135, 233, 96, 233).toPrecision(9)); // => 0.000418712251
 * ```
 */
export function fisherTest(failedA: number, nA: number, failedB: number, nB: number): number {
  const counts = [failedA, nA, failedB, nB];
  if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0) || failedA > nA || failedB > nB) {
    throw new BehaviorError({
      code: "invalidOption",
      what: "the counts are not accepted",
      where: "fisherTest",
      found: showValue(counts),
      fix: "give whole numbers, failed at most the size of the group",
    });
  }
  const failed = failedA + failedB;
  const [lowest, highest] = [Math.max(0, failed - nB), Math.min(failed, nA)];
  const logP = (k: number): number => logChoose(nA, k) + logChoose(nB, failed - k) - logChoose(nA + nB, failed);
  const observed = logP(failedA);
  let sum = 0;
  // A table as likely as the observed one counts; rounding must not leave it out.
  for (let k = lowest; k <= highest; k++) if (logP(k) <= observed + 1e-7) sum += Math.exp(logP(k));
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

const SMALL = 170;
let factorials: readonly number[] | undefined;

/** Exact products while they fit into a double, so that small tables are right to the last digits. */
function logFactorial(n: number): number {
  if (n > SMALL) return logGamma(n + 1);
  factorials ??= Array.from({ length: SMALL + 1 }).reduce<number[]>(
    (products, _, i) => [...products, i === 0 ? 1 : (products[i - 1] as number) * i],
    [],
  );
  return Math.log(factorials[n] as number);
}
