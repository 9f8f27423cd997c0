/** Pearson's correlation; 0 where either does not vary. */
export function correlation(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    const [x, y] = [value - meanA, (b[i] ?? 0) - meanB];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  });
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}

/** The correlation ratio: how much of the spread of numbers lies between the categories (its root); 0 where they do not vary. */
export function correlationRatio(labels: readonly string[], numbers: Float64Array): number {
  const overall = mean(numbers);
  const groups = new Map<string, { sum: number; count: number }>();
  numbers.forEach((value, i) => {
    const group = groups.get(labels[i] ?? "") ?? { sum: 0, count: 0 };
    groups.set(labels[i] ?? "", { sum: group.sum + value, count: group.count + 1 });
  });
  const spread = numbers.reduce((sum, value) => sum + (value - overall) ** 2, 0);
  const between = [...groups.values()].reduce(
    (sum, { sum: own, count }) => sum + count * (own / count - overall) ** 2,
    0,
  );
  return spread === 0 ? 0 : Math.sqrt(Math.min(1, between / spread));
}

/** Cramér's V of two columns of categories; corrected for its bias after Bergsma on request. 0 where either has one category. */
export function cramersVOfLabels(first: readonly string[], second: readonly string[], corrected: boolean): number {
  const n = first.length;
  const [rows, columns] = [countsOf(first), countsOf(second)];
  const places = new Map([...columns.keys()].map((label, i) => [label, i] as const));
  const width = columns.size;
  const ranks = new Map([...rows.keys()].map((label, i) => [label, i] as const));
  const cells = new Map<number, number>();
  first.forEach((label, i) => {
    const cell = (ranks.get(label) ?? 0) * width + (places.get(second[i] ?? "") ?? 0);
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  });
  const [ofRow, ofColumn] = [[...rows.values()], [...columns.values()]];
  let sum = 0;
  for (const [cell, count] of cells)
    sum += count ** 2 / ((ofRow[Math.floor(cell / width)] ?? 1) * (ofColumn[cell % width] ?? 1));
  const phi = Math.max(0, sum - 1);
  const [r, k] = [rows.size, columns.size];
  if (r < 2 || k < 2) return 0;
  if (!corrected) return Math.sqrt(Math.min(1, phi / (Math.min(r, k) - 1)));
  const less = (size: number): number => size - (size - 1) ** 2 / (n - 1);
  const least = Math.min(less(r), less(k)) - 1;
  return least <= 0 ? 0 : Math.sqrt(Math.min(1, Math.max(0, phi - ((r - 1) * (k - 1)) / (n - 1)) / least));
}

function countsOf(labels: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
