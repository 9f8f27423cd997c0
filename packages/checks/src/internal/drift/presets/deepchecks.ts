import { chiSquaredTest } from "../../../drift/statistics/contingency.ts";
import { greatestDistance } from "../../../drift/statistics/kolmogorov-smirnov.ts";
import { twoSamples } from "../../../drift/statistics/two-samples.ts";
import type { CategoricalPair } from "../column-pair.ts";
import { byDistance } from "./preset.ts";
import type { Preset } from "./preset.ts";

/** Values a side, at least. */
const LEAST_VALUES = 10;
/** Categories with a lesser share of the reference are one. */
const RARE = 0.01;

/** Deepchecks' defaults: Kolmogorov and Smirnov's distance of numbers, Cramér's V of categories, both from 0.2 on. */
export const deepchecks: Preset = {
  tableShare: 0,
  compare: (pair, minEffect = 0.2) => {
    if (pair.kind === "text") return undefined;
    if (pair.kind === "categorical") {
      const rows = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
      if (Math.min(rows(pair.reference), rows(pair.current)) < LEAST_VALUES) return undefined;
      return byDistance("Cramer's V", cramersV(pair), minEffect);
    }
    const samples = twoSamples(pair.reference.values, pair.current.values);
    if (Math.min(samples.n, samples.m) < LEAST_VALUES) return undefined;
    return byDistance("Kolmogorov-Smirnov", greatestDistance(samples), minEffect);
  },
};

/** Bergsma's V of counts scaled down to the smaller sample and rounded, with Yates' correction where there are two categories. */
function cramersV(pair: CategoricalPair): number {
  const [reference, current] = scaled(...pooled(pair));
  if (reference.length === 1) return 0;
  const kept = reference.map((_, i) => i).filter((i) => (reference[i] ?? 0) + (current[i] ?? 0) > 0);
  const take = (counts: readonly number[]): number[] => kept.map((i) => counts[i] ?? 0);
  const [a, b] = [take(reference), take(current)];
  const rows = [...a, ...b].reduce((sum, count) => sum + count, 0);
  const phi = (a.length === 2 ? yates(a, b) : chiSquaredTest(a, b).statistic) / rows;
  const categories = a.length;
  const corrected = Math.max(0, phi - (categories - 1) / (rows - 1));
  const most = Math.min(categories - (categories - 1) ** 2 / (rows - 1), 2 - 1 / (rows - 1)) - 1;
  return Math.sqrt(corrected / most);
}

function pooled({ reference, current }: CategoricalPair): [number[], number[]] {
  const [n, m] = [reference, current].map((counts) => counts.reduce((sum, count) => sum + count, 0));
  const isRare = (i: number): boolean => (reference[i] ?? 0) < RARE * (n ?? 0);
  const rare = (counts: readonly number[]): number =>
    counts.reduce((sum, count, i) => sum + (isRare(i) ? count : 0), 0);
  const others = [rare(reference), rare(current)] as const;
  const keep = (counts: readonly number[]): number[] => counts.filter((_, i) => !isRare(i));
  const isShown = others[0] > RARE * (n ?? 0) || others[1] > RARE * (m ?? 0);
  const end = (count: number): number[] => (isShown ? [count] : []);
  return [
    [...keep(reference), ...end(others[0])],
    [...keep(current), ...end(others[1])],
  ];
}

function scaled(reference: readonly number[], current: readonly number[]): [number[], number[]] {
  const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
  const [n, m] = [total(reference), total(current)];
  const down = (counts: readonly number[], by: number): number[] => counts.map((count) => halfToEven(count * by));
  return [down(reference, n > m ? m / n : 1), down(current, m > n ? n / m : 1)];
}

/** Chi-squared of a table of two by two with every difference from the expected count half a row less. */
function yates(a: readonly number[], b: readonly number[]): number {
  const rows = [a, b].map((counts) => counts.reduce((sum, count) => sum + count, 0));
  const total = (rows[0] ?? 0) + (rows[1] ?? 0);
  let statistic = 0;
  [a, b].forEach((counts, row) =>
    counts.forEach((count, i) => {
      const expected = (((a[i] ?? 0) + (b[i] ?? 0)) * (rows[row] ?? 0)) / total;
      const difference = Math.abs(count - expected);
      statistic += (difference - Math.min(0.5, difference)) ** 2 / expected;
    }),
  );
  return statistic;
}

/** NumPy rounds a half to the even neighbour. */
function halfToEven(value: number): number {
  const low = Math.floor(value);
  const above = value - low;
  if (above !== 0.5) return Math.round(value);
  return low % 2 === 0 ? low : low + 1;
}
