import { incompleteBetaInverse } from "../../internal/special/beta.ts";
import { acceptHits } from "./accepted.ts";

/**
 * Fisher's exact test of two proportions, two-sided: the probability of all tables with the same margins that are at most as likely.
 *
 * @param reference - hits and rows of the reference.
 * @param current - hits and rows of the current sample.
 * @returns the p-value.
 * @throws {ChecksError} `invalidData` when the hits are no part of the rows.
 *
 * @example
 * ```ts
 * import { fisherExact } from "@mlsys/checks/drift";
 *
 * fisherExact([0, 2], [2, 2]); // => 1 / 3
 * ```
 */
export function fisherExact(
  [hits, rows]: readonly [number, number],
  [otherHits, otherRows]: readonly [number, number],
): number {
  acceptHits("reference", hits, rows);
  acceptHits("current", otherHits, otherRows);
  const all = hits + otherHits;
  const [low, high] = [Math.max(0, all - otherRows), Math.min(all, rows)];
  // Outwards from the most likely table, each by its ratio to the last, so that nothing overflows.
  const mode = Math.min(high, Math.max(low, Math.floor(((all + 1) * (rows + 1)) / (rows + otherRows + 2))));
  const above = (k: number): number => ((rows - k) * (all - k)) / ((k + 1) * (otherRows - all + k + 1));
  const weights = new Map<number, number>([[mode, 1]]);
  for (let [k, weight] = [mode, 1]; k < high && weight > 1e-30;) weights.set(k + 1, (weight *= above(k++)));
  for (let [k, weight] = [mode, 1]; k > low && weight > 1e-30;) weights.set(k - 1, (weight /= above(--k)));
  const observed = (weights.get(hits) ?? 0) * (1 + 1e-14);
  let [total, extreme] = [0, 0];
  for (const weight of weights.values()) {
    total += weight;
    if (weight <= observed) extreme += weight;
  }
  return Math.min(1, extreme / total);
}

/**
 * The exact interval of a proportion, after Clopper and Pearson.
 *
 * @param hits - how many.
 * @param rows - of how many.
 * @param confidence - the probability that such an interval holds the proportion, at least. Default 0.95.
 * @returns the bounds, 0 to 1; of no rows, both.
 * @throws {ChecksError} `invalidData` when the hits are no part of the rows.
 * @see https://doi.org/10.1093/biomet/26.4.404
 *
 * @example
 * ```ts
 * import { clopperPearson } from "@mlsys/checks/drift";
 *
 * clopperPearson(0, 10)[0]; // => 0
 * ```
 */
export function clopperPearson(hits: number, rows: number, confidence = 0.95): readonly [number, number] {
  if (rows !== 0 || hits !== 0) acceptHits("current", hits, rows);
  const tail = (1 - confidence) / 2;
  return [
    hits === 0 ? 0 : incompleteBetaInverse(tail, hits, rows - hits + 1),
    hits === rows ? 1 : incompleteBetaInverse(1 - tail, hits + 1, rows - hits),
  ];
}
