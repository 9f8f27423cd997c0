import { showValue } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";
import { distinctCategories, slotOf, SLOTS } from "./categorical-columns.ts";
import type { Category, CategoryColumn, CategoricalColumns } from "./categorical-columns.ts";
import { numberCodes } from "./number-places.ts";

/** How the categories of one column become levels 0, 1, …; rare ones share the last level. */
export interface CategoryLevels {
  readonly categories: readonly Category[];
  /** The level of each category. */
  readonly levels: readonly number[];
  /** Number of levels. */
  readonly count: number;
  /** The level that rare categories share; undefined when there is none. */
  readonly infrequentLevel: number | undefined;
}

/** When categories are rare. */
export interface RarityRules {
  /** Fewer rows than this (below 1: than this share of rows) make a category rare. */
  readonly minFrequency: number | null;
  /** The largest number of levels, the shared one included. */
  readonly maxCategories: number | null;
}

/** The categories of each column: those found, or those given. */
export function learnCategories(
  owner: string,
  { columns }: CategoricalColumns,
  given: "auto" | readonly (readonly Category[])[],
  allowUnknown: boolean,
): readonly (readonly Category[])[] {
  if (given === "auto") return columns.map((column, j) => distinctCategories(owner, column, `column ${j}`));
  if (given.length !== columns.length) {
    throw new ModelsError({
      code: "invalidOption",
      what: "categories does not fit the columns of X",
      where: owner,
      found: `${given.length} lists for ${columns.length} columns`,
      fix: "give one list of categories a column",
    });
  }
  return columns.map((column, j) => {
    const list = given[j] ?? [];
    const known = new Set(list);
    const unknown = allowUnknown ? -1 : Array.from(column).findIndex((value) => !known.has(value));
    if (unknown >= 0) throw unknownCategory(owner, column[unknown] ?? null, unknown, j);
    return list;
  });
}

export function levelsOf(
  categories: readonly Category[],
  column: CategoryColumn,
  { minFrequency, maxCategories }: RarityRules,
): CategoryLevels {
  if (minFrequency === null && maxCategories === null)
    return grouped(categories, new Array(categories.length).fill(false));
  const counts = countsOf(categories, column);
  const least = minFrequency === null ? 0 : minFrequency < 1 ? minFrequency * column.length : minFrequency;
  const isRare = counts.map((count) => count < least);
  const others = isRare.filter((rare) => !rare).length + 1;
  if (maxCategories !== null && maxCategories < others) {
    // The rarest first; of equally rare ones those that sort first.
    const order = [...counts.keys()].sort((a, b) => (counts[a] as number) - (counts[b] as number) || a - b);
    for (const at of order.slice(0, order.length - (maxCategories - 1))) isRare[at] = true;
  }
  return grouped(categories, isRare);
}

/** The level of each category when the rare ones share the last. */
export function grouped(categories: readonly Category[], isRare: readonly boolean[]): CategoryLevels {
  const frequent = isRare.filter((rare) => !rare).length;
  let next = 0;
  const levels = isRare.map((rare) => (rare ? frequent : next++));
  const hasRare = frequent < categories.length;
  return {
    categories,
    levels,
    count: frequent + (hasRare ? 1 : 0),
    infrequentLevel: hasRare ? frequent : undefined,
  };
}

/** The place of each value among the categories, −1 where it is none of them. */
export function codesOf(categories: readonly Category[], column: CategoryColumn): Int32Array {
  const places = new Map(categories.map((category, place) => [category, place]));
  if (column instanceof Float64Array) return numberCodes(places, column);
  const codes = new Int32Array(column.length);
  const met = new Array<Category>(SLOTS).fill(null);
  const codesMet = new Int32Array(SLOTS);
  for (let i = 0; i < column.length; i++) {
    const value = column[i] as Category;
    const slot = slotOf(value);
    if (slot >= 0 && met[slot] === value) {
      codes[i] = codesMet[slot] as number;
      continue;
    }
    const code = places.get(value) ?? -1;
    codes[i] = code;
    if (slot < 0) continue;
    met[slot] = value;
    codesMet[slot] = code;
  }
  return codes;
}

export function unknownCategory(owner: string, found: Category, row: number, column: number): ModelsError {
  return new ModelsError({
    code: "invalidInput",
    what: "X holds a category that is not known",
    where: `${owner}, row ${row}, column ${column}`,
    found: showValue(found),
    fix: "set handleUnknown, or list all categories",
    details: { row, column },
  });
}

export function countsOf(categories: readonly Category[], column: CategoryColumn): number[] {
  const counts = new Array<number>(categories.length).fill(0);
  for (const code of codesOf(categories, column)) if (code >= 0) counts[code] = (counts[code] as number) + 1;
  return counts;
}
