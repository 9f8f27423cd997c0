import type { CountedCombination } from "../../aggregates/aggregate.ts";
import { isMissing } from "../values/scalar.ts";
import { labelsOf, numbersIn } from "../values/usable-rows.ts";

/**
 * How closely two columns go together, 0 to 1, by the pairs of their values: Pearson's correlation of numbers, Cramér's V corrected for bias of
 * categories, the correlation ratio of one of each. Pairs that lack a value do not count.
 */
export function associationOf(pairs: readonly CountedCombination[]): number {
  const { first, second, weights, count } = bothPresent(pairs);
  if (count < 2) return 0;
  const [x, y] = [numbersIn(first), numbersIn(second)];
  if (x !== undefined && y !== undefined) return Math.abs(correlation(x, y, weights));
  if (x !== undefined) return correlationRatio(labelsOf(second), x, weights);
  if (y !== undefined) return correlationRatio(labelsOf(first), y, weights);
  return cramersVOfLabels(labelsOf(first), labelsOf(second), weights, true);
}

/** Two columns where both have a value, with how often each pair occurs. */
export function bothPresent(pairs: readonly CountedCombination[]): {
  readonly first: readonly unknown[];
  readonly second: readonly unknown[];
  readonly weights: Float64Array;
  readonly count: number;
} {
  const [first, second]: [unknown[], unknown[]] = [[], []];
  const weights = new Float64Array(pairs.length);
  let total = 0;
  for (const { values, count } of pairs) {
    if (isMissing(values[0]) || isMissing(values[1])) continue;
    weights[first.length] = count;
    total += count;
    first.push(values[0]);
    second.push(values[1]);
  }
  return { first, second, weights: weights.subarray(0, first.length), count: total };
}

/**
 * How much two columns tell of each other, 0 to 1: their mutual information divided by the mean of their entropies. Numbers of more than ten
 * values are cut at their deciles. Pairs that lack a value do not count.
 */
export function mutualInformationOf(pairs: readonly CountedCombination[]): number {
  const { first, second, weights, count } = bothPresent(pairs);
  const cut = (values: readonly unknown[]): readonly string[] => {
    const numbers = numbersIn(values);
    return numbers === undefined || new Set(numbers).size <= DECILES ? labelsOf(values) : byDeciles(numbers, weights);
  };
  const { rows, columns, cells } = contingency(cut(first), cut(second), weights);
  const [x, y] = [entropyOf(rows, count), entropyOf(columns, count)];
  const shared = x + y - entropyOf([...cells.values()], count);
  return x === 0 || y === 0 ? 0 : Math.min(1, Math.max(0, (2 * shared) / (x + y)));
}

const DECILES = 10;

/** The tenth of the whole that each number is in, by how many are below it. */
function byDeciles(numbers: Float64Array, weights: Float64Array): readonly string[] {
  const order = Array.from(numbers.keys()).sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const labels = new Array<string>(numbers.length).fill("");
  let [below, among] = [0, 0];
  order.forEach((at, i) => {
    if (numbers[at] !== numbers[order[i - 1] ?? at]) [below, among] = [below + among, 0];
    labels[at] = String(Math.floor((DECILES * below) / total));
    among += weights[at] ?? 0;
  });
  return labels;
}

function entropyOf(counts: readonly number[], total: number): number {
  return counts.reduce((sum, count) => (count === 0 ? sum : sum - (count / total) * Math.log(count / total)), 0);
}

/** 0 where either does not vary. */
function correlation(a: Float64Array, b: Float64Array, weights: Float64Array): number {
  const [first, second] = [distances(a, weights), distances(b, weights)];
  if (first === undefined || second === undefined) return 0;
  let [ab, aa, bb] = [0, 0, 0];
  weights.forEach((weight, i) => {
    const [x, y] = [first[i] ?? 0, second[i] ?? 0];
    ab += weight * x * y;
    aa += weight * x * x;
    bb += weight * y * y;
  });
  return Math.min(1, ab / Math.sqrt(aa * bb));
}

/** How much of the spread of numbers lies between the categories (its root); 0 where they do not vary. */
function correlationRatio(labels: readonly string[], numbers: Float64Array, weights: Float64Array): number {
  const far = distances(numbers, weights);
  if (far === undefined) return 0;
  const groups = new Map<string, { sum: number; count: number }>();
  let spread = 0;
  far.forEach((distance, i) => {
    const weight = weights[i] ?? 0;
    const group = groups.get(labels[i] ?? "") ?? { sum: 0, count: 0 };
    groups.set(labels[i] ?? "", { sum: group.sum + weight * distance, count: group.count + weight });
    spread += weight * distance ** 2;
  });
  const between = [...groups.values()].reduce((total, { sum, count }) => total + sum ** 2 / count, 0);
  return Math.sqrt(Math.min(1, between / spread));
}

/** Cramér's V of two columns of categories; corrected for its bias after Bergsma on request. 0 where either has one category. */
export function cramersVOfLabels(
  first: readonly string[],
  second: readonly string[],
  weights: Float64Array,
  corrected: boolean,
): number {
  const { rows, columns, cells } = contingency(first, second, weights);
  const [r, k] = [rows.length, columns.length];
  const n = weights.reduce((sum, weight) => sum + weight, 0);
  const parts = Float64Array.from(
    cells,
    ([cell, count]) => count ** 2 / ((rows[Math.floor(cell / k)] ?? 1) * (columns[cell % k] ?? 1)),
  );
  // In order of size, so that rounding is the same in whatever order the rows came: what is left of it may be all there is below.
  const phi = Math.max(0, parts.sort().reduce((sum, part) => sum + part, 0) - 1);
  if (r < 2 || k < 2) return 0;
  if (!corrected) return Math.sqrt(Math.min(1, phi / (Math.min(r, k) - 1)));
  const less = (size: number): number => size - (size - 1) ** 2 / (n - 1);
  const least = Math.min(less(r), less(k)) - 1;
  return least <= 0 ? 0 : Math.sqrt(Math.min(1, Math.max(0, phi - ((r - 1) * (k - 1)) / (n - 1)) / least));
}

/** Counts of the labels of either, and of the cells of their table, by row · columns + column. */
function contingency(
  first: readonly string[],
  second: readonly string[],
  weights: Float64Array,
): {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly cells: ReadonlyMap<number, number>;
} {
  const [ranks, places] = [ranksOf(first), ranksOf(second)];
  const [rows, columns] = [new Array<number>(ranks.size).fill(0), new Array<number>(places.size).fill(0)];
  const cells = new Map<number, number>();
  weights.forEach((weight, i) => {
    const [row, column] = [ranks.get(first[i] ?? "") ?? 0, places.get(second[i] ?? "") ?? 0];
    rows[row] = (rows[row] ?? 0) + weight;
    columns[column] = (columns[column] ?? 0) + weight;
    const cell = row * columns.length + column;
    cells.set(cell, (cells.get(cell) ?? 0) + weight);
  });
  return { rows, columns, cells };
}

function ranksOf(labels: readonly string[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const label of labels) if (!ranks.has(label)) ranks.set(label, ranks.size);
  return ranks;
}

/** Distances from the mean as parts of the range, so that no square of them is too small or too large; undefined where there is no range. */
function distances(values: Float64Array, weights: Float64Array): Float64Array | undefined {
  let [low, high, count] = [Infinity, -Infinity, 0];
  values.forEach((value, i) => {
    low = Math.min(low, value);
    high = Math.max(high, value);
    count += weights[i] ?? 0;
  });
  const range = high - low;
  if (!(range > 0)) return undefined;
  const parts = values.map((value) => (value - low) / range);
  const mean = parts.reduce((sum, part, i) => sum + part * (weights[i] ?? 0), 0) / count;
  return parts.map((part) => part - mean);
}
