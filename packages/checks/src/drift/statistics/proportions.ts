import { acceptCounts } from "./accepted.ts";

/** What to do with a share of 0, whose logarithm is infinite. */
export type ZeroShares =
  /** Zeros become this share; nothing else changes. */
  | { readonly replace: number }
  /** Shares below this one become it; nothing else changes. */
  | { readonly floor: number }
  /** This is added to every count before shares are taken. */
  | { readonly add: number };

/**
 * The total variation distance between two distributions over categories: half the sum of the differences of their shares, the
 * share of rows that would have to change category.
 *
 * @param reference - the reference counts, one a category.
 * @param current - the current counts, in the same order.
 * @returns the distance, 0 to 1.
 * @throws {ChecksError} `invalidData` when the counts differ in number, are all 0, or one is negative or not finite.
 *
 * @example
 * ```ts
 * import { totalVariation } from "@mlsys/checks/drift";
 *
 * totalVariation([50, 50], [75, 25]); // => 0.25
 * ```
 */
export function totalVariation(reference: ArrayLike<number>, current: ArrayLike<number>): number {
  return sumOver(reference, current, (p, q) => Math.abs(p - q)) / 2;
}

/**
 * The greatest change of a category's share: the L-infinity distance between two distributions.
 *
 * @param reference - the reference counts, one a category.
 * @param current - the current counts, in the same order.
 * @returns the distance, 0 to 1.
 * @throws {ChecksError} `invalidData` when the counts differ in number, are all 0, or one is negative or not finite.
 *
 * @example
 * ```ts
 * import { greatestChange } from "@mlsys/checks/drift";
 *
 * greatestChange([50, 50, 0], [50, 25, 25]); // => 0.25
 * ```
 */
export function greatestChange(reference: ArrayLike<number>, current: ArrayLike<number>): number {
  const [p, q] = sharesOf(reference, current);
  return p.reduce((greatest, share, i) => Math.max(greatest, Math.abs(share - (q[i] ?? 0))), 0);
}

/**
 * The Hellinger distance between two distributions over categories.
 *
 * @param reference - the reference counts, one a category.
 * @param current - the current counts, in the same order.
 * @returns the distance, 0 to 1.
 * @throws {ChecksError} `invalidData` when the counts differ in number, are all 0, or one is negative or not finite.
 *
 * @example
 * ```ts
 * import { hellingerDistance } from "@mlsys/checks/drift";
 *
 * hellingerDistance([1, 0], [0, 1]); // => 1
 * ```
 */
export function hellingerDistance(reference: ArrayLike<number>, current: ArrayLike<number>): number {
  const overlap = sumOver(reference, current, (p, q) => Math.sqrt(p * q));
  return Math.sqrt(Math.max(0, 1 - overlap));
}

/**
 * The Jensen-Shannon divergence between two distributions over categories, in bits; its root is the Jensen-Shannon distance.
 *
 * @param reference - the reference counts, one a category.
 * @param current - the current counts, in the same order.
 * @param base - base of the logarithm: 2 for bits, `Math.E` for nats. Default 2.
 * @returns the divergence; in bits 0 to 1.
 * @throws {ChecksError} `invalidData` when the counts differ in number, are all 0, or one is negative or not finite.
 *
 * @example
 * ```ts
 * import { jensenShannonDivergence } from "@mlsys/checks/drift";
 *
 * jensenShannonDivergence([1, 0], [0, 1]); // => 1
 * ```
 */
export function jensenShannonDivergence(reference: ArrayLike<number>, current: ArrayLike<number>, base = 2): number {
  const nats = sumOver(reference, current, (p, q) => (towards(p, (p + q) / 2) + towards(q, (p + q) / 2)) / 2);
  return Math.max(0, base === Math.E ? nats : nats / Math.log(base));
}

/**
 * The Kullback-Leibler divergence of the current from the reference distribution, in nats: what the reference's shares p say about
 * the current ones q, the sum of p·ln(p/q). Infinite where a category has vanished, unless zeros are filled.
 *
 * @param reference - the reference counts, one a category.
 * @param current - the current counts, in the same order.
 * @param zeros - what to do with shares of 0; shares are then normalised again. Default: nothing.
 * @returns the divergence, 0 or more.
 * @throws {ChecksError} `invalidData` when the counts differ in number, are all 0, or one is negative or not finite.
 *
 * @example
 * ```ts
 * import { kullbackLeiblerDivergence } from "@mlsys/checks/drift";
 *
 * kullbackLeiblerDivergence([1, 1], [2, 0]); // => Infinity
 * ```
 */
export function kullbackLeiblerDivergence(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  zeros?: ZeroShares,
): number {
  const [p, q] = zeros === undefined ? sharesOf(reference, current) : filledShares(reference, current, zeros);
  const [pTotal, qTotal] = [total(p), total(q)];
  return p.reduce((sum, share, i) => sum + towards(share / pTotal, (q[i] ?? 0) / qTotal), 0);
}

/**
 * The population stability index: the sum of (p - q)·ln(p/q). It depends on what is done with shares of 0 more than on the data, so
 * that this must be said.
 *
 * @param reference - the reference counts, one a category or bin.
 * @param current - the current counts, in the same order.
 * @param zeros - what to do with shares of 0. Default: 0.5 is added to every count.
 * @returns the index, 0 or more.
 * @throws {ChecksError} `invalidData` when the counts differ in number, are all 0, or one is negative or not finite.
 *
 * @example
 * ```ts
 * import { populationStabilityIndex } from "@mlsys/checks/drift";
 *
 * populationStabilityIndex([50, 50], [50, 50]); // => 0
 * ```
 */
export function populationStabilityIndex(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  zeros: ZeroShares = { add: 0.5 },
): number {
  const [p, q] = filledShares(reference, current, zeros);
  return p.reduce((sum, share, i) => {
    const other = q[i] ?? 0;
    return share === other ? sum : sum + (share - other) * Math.log(share / other);
  }, 0);
}

function sumOver(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  term: (p: number, q: number) => number,
): number {
  const [p, q] = sharesOf(reference, current);
  return p.reduce((sum, share, i) => sum + term(share, q[i] ?? 0), 0);
}

/** p·ln(p/q), 0 where p is. */
function towards(p: number, q: number): number {
  return p === 0 ? 0 : p * Math.log(p / q);
}

function filledShares(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  zeros: ZeroShares,
): [Float64Array, Float64Array] {
  acceptCounts(reference, current);
  const add = "add" in zeros ? zeros.add : 0;
  const both = sharesOf(
    Float64Array.from(reference, (count) => count + add),
    Float64Array.from(current, (count) => count + add),
  );
  if ("replace" in zeros)
    return [
      both[0].map((share) => (share === 0 ? zeros.replace : share)),
      both[1].map((share) => (share === 0 ? zeros.replace : share)),
    ];
  if ("floor" in zeros)
    return [both[0].map((share) => Math.max(zeros.floor, share)), both[1].map((share) => Math.max(zeros.floor, share))];
  return both;
}

function sharesOf(reference: ArrayLike<number>, current: ArrayLike<number>): [Float64Array, Float64Array] {
  acceptCounts(reference, current);
  const [p, q] = [Float64Array.from(reference), Float64Array.from(current)];
  const [n, m] = [total(p), total(q)];
  return [p.map((count) => count / n), q.map((count) => count / m)];
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
