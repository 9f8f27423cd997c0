import { chiSquaredSurvival } from "../../internal/special/chi-squared.ts";
import { OrderStatistics } from "../../internal/memory/accumulators/quantiles.ts";
import { quantile } from "../../internal/values/quantile.ts";
import { acceptSample } from "./accepted.ts";
import type { LocationTest } from "./location.ts";

/** Points of the characteristic function, in units of half the pooled interquartile range. */
const POINTS = [0.4, 0.8];

/**
 * Epps and Singleton's test of two samples, by their empirical characteristic functions; unlike Kolmogorov and Smirnov's it holds for
 * discrete values too. With fewer than 25 values a side the statistic is corrected.
 *
 * @param reference - the reference values, five at least.
 * @param current - the current values, five at least.
 * @returns the statistic and its p-value.
 * @throws {ChecksError} `invalidData` when a sample is too small or holds a value that is not finite.
 * @see https://doi.org/10.1080/00949658608810963
 *
 * @example
 * ```ts
 * import { eppsSingleton } from "@mlsys/checks/drift";
 *
 * eppsSingleton([1, 2, 3, 4, 5], [11, 12, 13, 14, 15]).pValue < 0.05; // => true
 * ```
 */
export function eppsSingleton(reference: ArrayLike<number>, current: ArrayLike<number>): LocationTest {
  acceptSample("reference", reference, 5);
  acceptSample("current", current, 5);
  const order = new OrderStatistics(Float64Array.from([...Array.from(reference), ...Array.from(current)]));
  const sigma = (quantile(order, 0.75, "linear") - quantile(order, 0.25, "linear")) / 2;
  if (sigma === 0) return { statistic: 0, pValue: 1 };
  const [n, m] = [reference.length, current.length];
  const [a, b] = [momentsOf(reference, sigma), momentsOf(current, sigma)];
  const covariance = a.covariance.map((row, i) =>
    row.map((value, j) => ((n + m) * value) / n + ((n + m) * (b.covariance[i]?.[j] ?? 0)) / m),
  );
  const difference = a.mean.map((value, i) => value - (b.mean[i] ?? 0));
  const solved = solve(covariance, difference);
  const raw = (n + m) * difference.reduce((sum, value, i) => sum + value * (solved[i] ?? 0), 0);
  const correction = Math.max(n, m) < 25 ? 1 / (1 + (n + m) ** -0.45 + 10.1 * (n ** -1.7 + m ** -1.7)) : 1;
  const statistic = correction * raw;
  return { statistic, pValue: chiSquaredSurvival(statistic, 2 * POINTS.length) };
}

/** Mean and covariance (divided by the number) of cosines and sines. */
function momentsOf(
  values: ArrayLike<number>,
  sigma: number,
): { readonly mean: number[]; readonly covariance: number[][] } {
  const rows = Array.from(values, (value) => {
    const angles = POINTS.map((point) => (point / sigma) * value);
    return [...angles.map(Math.cos), ...angles.map(Math.sin)];
  });
  const mean = rows[0]?.map((_, j) => rows.reduce((sum, row) => sum + (row[j] ?? 0), 0) / rows.length) ?? [];
  const covariance = mean.map((first, i) =>
    mean.map(
      (second, j) =>
        rows.reduce((sum, row) => sum + ((row[i] ?? 0) - first) * ((row[j] ?? 0) - second), 0) / rows.length,
    ),
  );
  return { mean, covariance };
}

/** Gauss's elimination with pivots; a direction without variance counts for nothing. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const size = rows.length;
  rows.forEach((_, k) => {
    let pivot = k;
    for (let i = k; i < size; i++) if (Math.abs(rows[i]?.[k] ?? 0) > Math.abs(rows[pivot]?.[k] ?? 0)) pivot = i;
    [rows[k], rows[pivot]] = [rows[pivot] ?? [], rows[k] ?? []];
    const own = rows[k] ?? [];
    const lead = own[k] ?? 0;
    if (Math.abs(lead) < 1e-14) return;
    rows.forEach((row, i) => {
      if (i === k) return;
      const factor = (row[k] ?? 0) / lead;
      for (let j = k; j <= size; j++) row[j] = (row[j] ?? 0) - factor * (own[j] ?? 0);
    });
  });
  return rows.map((row, k) => (Math.abs(row[k] ?? 0) < 1e-14 ? 0 : (row[size] ?? 0) / (row[k] ?? 1)));
}
