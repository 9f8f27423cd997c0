import { acceptPValues } from "./accepted.ts";

/** How p-values of several tests are corrected. */
export type Correction = "none" | "holm" | "benjaminiHochberg" | "benjaminiYekutieli";

/**
 * Corrects p-values for their number: Holm's bounds the probability of any false alarm, Benjamini and Hochberg's the share of
 * false ones among the alarms, Benjamini and Yekutieli's the same under any dependence.
 *
 * @param pValues - the p-values.
 * @param correction - how.
 * @returns the adjusted p-values, in the same order.
 * @throws {ChecksError} `invalidData` when a p-value is not between 0 and 1.
 * @see https://doi.org/10.1111/j.2517-6161.1995.tb02031.x
 *
 * @example
 * ```ts
 * import { adjustPValues } from "@mlsys/checks/drift";
 *
 * adjustPValues([0.01, 0.04], "holm"); // => [0.02, 0.04]
 * ```
 */
export function adjustPValues(pValues: readonly number[], correction: Correction): number[] {
  acceptPValues(pValues);
  if (correction === "none") return [...pValues];
  const order = pValues.map((_, i) => i).sort((a, b) => (pValues[a] ?? 0) - (pValues[b] ?? 0));
  const count = pValues.length;
  const harmonic = order.reduce((sum, _, i) => sum + 1 / (i + 1), 0);
  const factor = (rank: number): number => {
    if (correction === "holm") return count - rank;
    return (count / (rank + 1)) * (correction === "benjaminiYekutieli" ? harmonic : 1);
  };
  const adjusted = new Array<number>(count).fill(1);
  const ranks = correction === "holm" ? order.map((_, rank) => rank) : order.map((_, rank) => count - 1 - rank);
  let bound = correction === "holm" ? 0 : 1;
  for (const rank of ranks) {
    const i = order[rank] ?? 0;
    const value = Math.min(1, factor(rank) * (pValues[i] ?? 1));
    bound = correction === "holm" ? Math.max(bound, value) : Math.min(bound, value);
    adjusted[i] = bound;
  }
  return adjusted;
}
