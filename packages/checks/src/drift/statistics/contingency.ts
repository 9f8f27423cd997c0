import { chiSquaredSurvival } from "../../internal/special/chi-squared.ts";
import { normalSurvival } from "../../internal/special/normal.ts";
import { acceptCounts, acceptHits } from "./accepted.ts";

/** What a test of two rows of counts found. */
export interface ContingencyTest {
  readonly statistic: number;
  /** The probability of such a statistic or a greater one where both rows are of one distribution. */
  readonly pValue: number;
  /** Degrees of freedom: categories that occur, less 1. */
  readonly df: number;
}

/**
 * Pearson's chi-squared test of homogeneity of two samples over categories. Both are samples: the reference is not taken for the
 * exact truth.
 *
 * @param reference - the reference counts, one a category.
 * @param current - the current counts, in the same order.
 * @returns statistic, p-value and degrees of freedom.
 * @throws {ChecksError} `invalidData` when the counts differ in number, are all 0, or one is negative or not finite.
 *
 * @example
 * ```ts
 * import { chiSquaredTest } from "@mlsys/checks/drift";
 *
 * chiSquaredTest([10, 20], [20, 10]).df; // => 1
 * ```
 */
export function chiSquaredTest(reference: ArrayLike<number>, current: ArrayLike<number>): ContingencyTest {
  return homogeneity(reference, current, (observed, expected) => (observed - expected) ** 2 / expected);
}

/**
 * The G-test (likelihood ratio) of homogeneity of two samples over categories.
 *
 * @param reference - the reference counts, one a category.
 * @param current - the current counts, in the same order.
 * @returns statistic, p-value and degrees of freedom.
 * @throws {ChecksError} `invalidData` when the counts differ in number, are all 0, or one is negative or not finite.
 *
 * @example
 * ```ts
 * import { gTest } from "@mlsys/checks/drift";
 *
 * gTest([10, 20], [10, 20]).pValue; // => 1
 * ```
 */
export function gTest(reference: ArrayLike<number>, current: ArrayLike<number>): ContingencyTest {
  return homogeneity(reference, current, (observed, expected) =>
    observed === 0 ? 0 : 2 * observed * Math.log(observed / expected),
  );
}

/**
 * Cramér's V of two samples over categories: the root of chi-squared as a share of what it is at most.
 *
 * @param reference - the reference counts, one a category.
 * @param current - the current counts, in the same order.
 * @param options - `correctBias`: Bergsma's correction for few rows. Default false.
 * @returns V, 0 to 1.
 * @throws {ChecksError} `invalidData` when the counts differ in number, are all 0, or one is negative or not finite.
 * @see https://doi.org/10.1016/j.jkss.2012.10.002
 *
 * @example
 * ```ts
 * import { cramersV } from "@mlsys/checks/drift";
 *
 * cramersV([10, 0], [0, 10]); // => 1
 * ```
 */
export function cramersV(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  { correctBias = false }: { readonly correctBias?: boolean } = {},
): number {
  const { statistic, df } = chiSquaredTest(reference, current);
  const rows = sum(reference) + sum(current);
  const phi = statistic / rows;
  if (!correctBias) return Math.sqrt(phi / Math.max(1, Math.min(1, df)));
  const corrected = Math.max(0, phi - df / (rows - 1));
  const [two, k] = [2 - 1 / (rows - 1), df + 1 - df ** 2 / (rows - 1)];
  const most = Math.min(two - 1, k - 1);
  return most <= 0 ? 0 : Math.sqrt(corrected / most);
}

/**
 * The z-test of two proportions with pooled variance.
 *
 * @param reference - hits and rows of the reference.
 * @param current - hits and rows of the current sample.
 * @returns z (above 0 where the reference's share is greater) and the two-sided p-value.
 * @throws {ChecksError} `invalidData` when the hits are no part of the rows.
 *
 * @example
 * ```ts
 * import { proportionTest } from "@mlsys/checks/drift";
 *
 * proportionTest([10, 100], [10, 100]); // => { statistic: 0, pValue: 1 }
 * ```
 */
export function proportionTest(
  [hits, rows]: readonly [number, number],
  [otherHits, otherRows]: readonly [number, number],
): { readonly statistic: number; readonly pValue: number } {
  acceptHits("reference", hits, rows);
  acceptHits("current", otherHits, otherRows);
  const pooled = (hits + otherHits) / (rows + otherRows);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / rows + 1 / otherRows));
  const statistic = error === 0 ? 0 : (hits / rows - otherHits / otherRows) / error;
  return { statistic, pValue: Math.min(1, 2 * normalSurvival(Math.abs(statistic))) };
}

function homogeneity(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  term: (observed: number, expected: number) => number,
): ContingencyTest {
  acceptCounts(reference, current);
  const [n, m] = [sum(reference), sum(current)];
  let statistic = 0;
  let categories = 0;
  for (let i = 0; i < reference.length; i++) {
    const [a, b] = [reference[i] ?? 0, current[i] ?? 0];
    const both = a + b;
    if (both === 0) continue;
    categories += 1;
    statistic += term(a, (both * n) / (n + m)) + term(b, (both * m) / (n + m));
  }
  const df = Math.max(0, categories - 1);
  statistic = Math.max(0, statistic);
  return { statistic, pValue: df === 0 ? 1 : chiSquaredSurvival(statistic, df), df };
}

function sum(counts: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i] ?? 0;
  return total;
}
