import { showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";

/** How p-values of several tests are adjusted: for any false alarm (Holm), or for their share (Benjamini-Hochberg). */
export type Correction = "none" | "holm" | "benjaminiHochberg";

/**
 * Adjusts p-values for their number.
 *
 * @param pValues - the p-values.
 * @param correction - how.
 * @returns the adjusted p-values, in the order given.
 * @throws {BehaviorError} `invalidOption` for what is no p-value.
 * @see Holm, *A simple sequentially rejective multiple test procedure* (1979); Benjamini and Hochberg, *Controlling the false discovery
 *   rate* (1995).
 *
 * @example
 * ```ts
 * import { adjustPValues } from "@mlsys/behavior";
 *
 * adjustPValues([0.01, 0.04, 0.03], "holm"); // => [0.03, 0.06, 0.06]
 * adjustPValues([0.01, 0.04, 0.03], "benjaminiHochberg"); // => [0.03, 0.04, 0.04]
 * ```
 */
export function adjustPValues(pValues: readonly number[], correction: Correction): number[] {
  const wrong = pValues.find((p) => !(p >= 0 && p <= 1));
  if (wrong !== undefined) {
    throw new BehaviorError({
      code: "invalidOption",
      what: "a p-value is not accepted",
      where: "adjustPValues",
      found: showValue(wrong),
      fix: "give numbers from 0 to 1",
    });
  }
  if (correction === "none") return [...pValues];
  const n = pValues.length;
  const order = [...pValues.keys()].sort((a, b) => (pValues[a] as number) - (pValues[b] as number));
  const adjusted = new Array<number>(n);
  let bound = correction === "holm" ? 0 : 1;
  const ranks = correction === "holm" ? order.keys() : [...order.keys()].reverse();
  for (const rank of ranks) {
    const index = order[rank] as number;
    const p = pValues[index] as number;
    bound = correction === "holm" ? Math.max(bound, p * (n - rank)) : Math.min(bound, p * (n / (rank + 1)));
    adjusted[index] = Math.min(1, bound);
  }
  return adjusted;
}
