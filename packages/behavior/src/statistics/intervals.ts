import { showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { lowerBound, upperBound } from "./bounds.ts";
import { normalQuantile } from "./normal-quantile.ts";

/** Lower and upper bound. */
export type Interval = readonly [low: number, high: number];

/**
 * Wilson's score interval of a rate.
 *
 * @param failed - how many of `n`.
 * @param n - how many in all.
 * @param level - the confidence. Default 0.95.
 * @returns the bounds; 0 and 1 when there are none.
 * @throws {BehaviorError} `invalidOption` for counts that are no counts.
 * @see Wilson, *Probable inference, the law of succession, and statistical inference*, JASA 22 (1927).
 *
 * @example
 * ```ts
 * import { wilsonInterval } from "@mlsys/behavior";
 *
 * wilsonInterval(51, 500).map((bound) => Number(bound.toFixed(6))); // => [0.078434, 0.131635]
 * ```
 */
export function wilsonInterval(failed: number, n: number, level = 0.95): Interval {
  checkCounts("wilsonInterval", failed, n, level);
  if (n === 0) return [0, 1];
  const z = normalQuantile(0.5 + level / 2);
  const p = failed / n;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return [failed === 0 ? 0 : Math.max(0, centre - half), failed === n ? 1 : Math.min(1, centre + half)];
}

/**
 * The exact interval of a rate: never too short, whatever the rate.
 *
 * @param failed - how many of `n`.
 * @param n - how many in all.
 * @param level - the confidence. Default 0.95.
 * @returns the bounds; 0 and 1 when there are none.
 * @throws {BehaviorError} `invalidOption` for counts that are no counts.
 * @see Clopper and Pearson, *The use of confidence or fiducial limits*, Biometrika 26 (1934).
 *
 * @example
 * ```ts
 * import { clopperPearsonInterval } from "@mlsys/behavior";
 *
 * clopperPearsonInterval(99, 494).map((bound) => Number(bound.toFixed(6))); // => [0.165975, 0.238466]
 * ```
 */
export function clopperPearsonInterval(failed: number, n: number, level = 0.95): Interval {
  checkCounts("clopperPearsonInterval", failed, n, level);
  const tail = (1 - level) / 2;
  return [lowerBound(failed, n, 1 - tail), upperBound(failed, n, 1 - tail)];
}

function checkCounts(owner: string, failed: number, n: number, level: number): void {
  if (Number.isSafeInteger(n) && Number.isSafeInteger(failed) && failed >= 0 && failed <= n && level > 0 && level < 1)
    return;
  throw new BehaviorError({
    code: "invalidOption",
    what: "the counts or the level are not accepted",
    where: owner,
    found: `${showValue(failed)} of ${showValue(n)}, level ${showValue(level)}`,
    fix: "give whole numbers from 0 to n, and a level between 0 and 1",
  });
}
