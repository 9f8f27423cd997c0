import type { TwoSamples } from "./two-samples.ts";

/**
 * Cramér and von Mises' statistic of two samples, with mid-ranks for ties.
 *
 * @param samples - the samples, of {@link twoSamples}.
 * @returns the statistic T.
 * @see https://doi.org/10.1214/aoms/1177704477
 *
 * @example
 * ```ts
 * import { cramerVonMises, twoSamples } from "@mlsys/checks/drift";
 *
 * cramerVonMises(twoSamples([1, 3], [2, 4])); // => 0.125
 * ```
 */
export function cramerVonMises(samples: TwoSamples): number {
  const { n, m } = samples;
  return rankSum(samples) / (n * m * (n + m)) - (4 * n * m - 1) / (6 * (n + m));
}

/**
 * The exact p-value of Cramér and von Mises' test of two samples, by counting all ways to mix them.
 *
 * @param samples - the samples, of {@link twoSamples}; at most 20 values each, beyond that the counting takes long.
 * @returns the probability of such a statistic or a greater one where both samples are of one distribution.
 * @see https://doi.org/10.18637/jss.v017.i08
 *
 * @example
 * ```ts
 * import { cramerVonMisesPValue, twoSamples } from "@mlsys/checks/drift";
 *
 * cramerVonMisesPValue(twoSamples([1, 2], [3, 4])); // => 1 / 3
 * ```
 */
export function cramerVonMisesPValue(samples: TwoSamples): number {
  const { n, m } = samples;
  const common = (n * m) / greatestDivisor(n, m);
  const [a, b] = [common / n, common / m];
  const product = n * m;
  const least = Math.floor(
    (common ** 2 * (n + m) * (6 * rankSum(samples) - product * (4 * product - 1))) / (6 * product ** 2),
  );
  // How many paths there are to a point of the lattice, by the sum of squared distances from the diagonal on the way.
  let paths: Map<number, number>[] = Array.from({ length: n + 1 }, () => new Map<number, number>());
  paths[0]?.set(0, 1);
  for (let u = 0; u <= m; u++) {
    const next: Map<number, number>[] = [];
    let before = new Map<number, number>();
    paths.forEach((from, v) => {
      before = shifted([before, from], (a * v - b * u) ** 2);
      next.push(before);
    });
    paths = next;
  }
  let all = 0;
  let extreme = 0;
  for (const [sum, count] of paths[n] ?? []) {
    all += count;
    if (sum >= least) extreme += count;
  }
  return extreme / all;
}

/**
 * Anderson and Darling's statistic of two samples in Scholz and Stephens' version with mid-ranks, standardised: 0 on average and of
 * variance 1 where both samples are of one distribution.
 *
 * @param samples - the samples, of {@link twoSamples}; at least four values, not all equal.
 * @returns the statistic.
 * @see https://doi.org/10.1080/01621459.1987.10478517
 *
 * @example
 * ```ts
 * import { andersonDarling, twoSamples } from "@mlsys/checks/drift";
 *
 * andersonDarling(twoSamples([1, 2, 3, 4], [11, 12, 13, 14])) > 3; // => true
 * ```
 */
export function andersonDarling({ pooled, fromReference, n, m }: TwoSamples): number {
  const total = n + m;
  let reference = 0;
  let current = 0;
  let seen = 0;
  eachTie(pooled, (start, end) => {
    const ties = end - start;
    let own = 0;
    for (let i = start; i < end; i++) own += fromReference[i] ?? 0;
    const middle = start + ties / 2;
    const middleReference = seen + own / 2;
    const weight = ties / total / (middle * (total - middle) - (total * ties) / 4);
    reference += weight * (total * middleReference - middle * n) ** 2;
    current += weight * (total * (middle - middleReference) - middle * m) ** 2;
    seen += own;
  });
  const statistic = ((reference / n + current / m) * (total - 1)) / total;
  return (statistic - 1) / Math.sqrt(andersonDarlingVariance(n, m));
}

/**
 * The p-value of {@link andersonDarling}, interpolated in the published table as SciPy does: it lies between 0.001 and 0.25.
 *
 * @param statistic - the standardised statistic.
 * @returns the p-value.
 *
 * @example
 * ```ts
 * import { andersonDarlingPValue } from "@mlsys/checks/drift";
 *
 * andersonDarlingPValue(-1); // => 0.25
 * ```
 */
export function andersonDarlingPValue(statistic: number): number {
  // The least-squares parabola through the logarithms of the levels 0.25 to 0.001 at the critical values for two samples.
  const [square, slope, intercept] = [0.01819809457411147, -1.0082265644652515, -1.077770279820484];
  if (statistic < 0.325) return 0.25;
  if (statistic > 6.546) return 0.001;
  return Math.exp((square * statistic + slope) * statistic + intercept);
}

/** Sum over both samples of their size times the squared distances between ranks in the pool and in the sample. */
function rankSum({ pooled, fromReference, n, m }: TwoSamples): number {
  let sum = 0;
  let reference = 0;
  let current = 0;
  eachTie(pooled, (start, end) => {
    const rank = (start + 1 + end) / 2;
    for (let i = start; i < end; i++) {
      if (fromReference[i] === 1) sum += n * (rank - (reference += 1)) ** 2;
      else sum += m * (rank - (current += 1)) ** 2;
    }
  });
  return sum;
}

/** Scholz and Stephens, equation 4, for two samples. */
function andersonDarlingVariance(n: number, m: number): number {
  const total = n + m;
  const sizes = 1 / n + 1 / m;
  let h = 0;
  let g = 0;
  for (let i = 1; i < total - 1; i++) {
    h += 1 / (total - i);
    g += h / (i + 1);
  }
  h += 1;
  const a = 4 * g - 6 + (10 - 6 * g) * sizes;
  const b = (2 * g - 4) * 4 + 16 * h + (2 * g - 14 * h - 4) * sizes - 8 * h + 4 * g - 6;
  const c = (6 * h + 2 * g - 2) * 4 + (4 * h - 4 * g + 6) * 2 + (2 * h - 6) * sizes + 4 * h;
  const d = (2 * h + 6) * 4 - 8 * h;
  return (((a * total + b) * total + c) * total + d) / ((total - 1) * (total - 2) * (total - 3));
}

function shifted(parts: readonly ReadonlyMap<number, number>[], by: number): Map<number, number> {
  const sums = new Map<number, number>();
  for (const part of parts) for (const [sum, count] of part) sums.set(sum + by, (sums.get(sum + by) ?? 0) + count);
  return sums;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/** Visits each run of equal values. */
function eachTie(pooled: Float64Array, visit: (start: number, end: number) => void): void {
  for (let start = 0; start < pooled.length;) {
    let end = start + 1;
    while (end < pooled.length && pooled[end] === pooled[start]) end += 1;
    visit(start, end);
    start = end;
  }
}
