import type { CategoricalPair } from "./column-pair.ts";

/** Categories with less than this share of all rows are compared as one. */
const RARE = 0.01;
const LISTED = 20;

/** Merges rare categories into one, where there are several. */
export function poolRare(pair: CategoricalPair): {
  readonly reference: number[];
  readonly current: number[];
  readonly pooled: number;
} {
  const both = pair.categories.map((_, i) => (pair.reference[i] ?? 0) + (pair.current[i] ?? 0));
  const rows = both.reduce((sum, count) => sum + count, 0);
  const rare = both.map((count) => count < RARE * rows);
  const pooled = rare.filter(Boolean).length;
  if (pooled < 2) return { reference: [...pair.reference], current: [...pair.current], pooled: 0 };
  const merge = (counts: readonly number[]): number[] => {
    const kept = counts.filter((_, i) => rare[i] === false);
    return [...kept, counts.reduce((sum, count, i) => (rare[i] === true ? sum + count : sum), 0)];
  };
  return { reference: merge(pair.reference), current: merge(pair.current), pooled };
}

/** Categories that occur now and did not in the reference, the most frequent first. */
export function newCategories({ categories, reference, current }: CategoricalPair): string[] {
  return categories
    .map((category, i) => ({ category, before: reference[i] ?? 0, now: current[i] ?? 0 }))
    .filter(({ before, now }) => before === 0 && now > 0)
    .sort((a, b) => b.now - a.now)
    .slice(0, LISTED)
    .map(({ category }) => category);
}

/** The share of current rows whose category did not occur in the reference. */
export function newCategoryShare({ reference, current }: Pick<CategoricalPair, "reference" | "current">): number {
  let [rows, own] = [0, 0];
  current.forEach((count, i) => {
    rows += count;
    if (reference[i] === 0) own += count;
  });
  return rows === 0 ? 0 : own / rows;
}
