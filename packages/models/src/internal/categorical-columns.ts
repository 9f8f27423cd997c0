import { compareCodePoints, isMatrix, isTable, showValue } from "@mlsys/core";
import type { Matrix, Table } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";
import { columnsOf } from "./columns.ts";
import { distinctNumbers } from "./number-places.ts";

/** A category: a text, a number or a truth value; null and NaN are missing ones. */
export type Category = string | number | boolean | null;

/** Rows of categories: a table, nested arrays or a matrix. */
export type CategoriesLike = Table | readonly (readonly Category[])[] | Matrix;

/** The columns of categories, and their names where X was a table. */
export interface CategoricalColumns {
  readonly rows: number;
  readonly columns: readonly CategoryColumn[];
  readonly names: readonly string[] | undefined;
}

/** The categories of a column, one a row; of a matrix they are numbers. */
export type CategoryColumn = readonly Category[] | Float64Array;

export function categoricalColumns(owner: string, X: CategoriesLike): CategoricalColumns {
  if (isTable(X)) {
    const names: readonly string[] = X.columnNames;
    return { rows: X.numRows, names, columns: names.map((name) => tableColumn(owner, X, name)) };
  }
  if (isMatrix(X)) {
    return { rows: X.rows, names: undefined, columns: columnsOf(X) };
  }
  if (!Array.isArray(X)) throw refusal(owner, "X", X, "give a table, nested arrays or a matrix");
  return { rows: X.length, names: undefined, columns: nestedColumns(owner, X as readonly (readonly unknown[])[]) };
}

/** The columns of X for a fit: at least one row and one column. */
export function columnsToFit(owner: string, X: CategoriesLike): CategoricalColumns {
  const input = categoricalColumns(owner, X);
  if (input.rows > 0 && input.columns.length > 0) return input;
  throw new ModelsError({
    code: "shapeMismatch",
    what: "X has no rows or no columns",
    where: `${owner}, X`,
    found: `${input.rows} × ${input.columns.length}`,
    fix: "give at least one row and one column",
  });
}

/** A missing number is NaN, any other missing value null. */
function tableColumn(owner: string, table: Table, name: string): Category[] {
  const column = table.column(name);
  const isNumeric = /^(?:u?int|float)/.test(column.type);
  const categories = new Array<Category>(table.numRows);
  for (let i = 0; i < categories.length; i++) {
    const value: unknown = column.at(i);
    if (!isCategory(value)) {
      throw refusal(owner, `column ${JSON.stringify(name)}, row ${i}`, value, "turn it into text or a number first");
    }
    categories[i] = value === null && isNumeric ? NaN : value;
  }
  return categories;
}

function nestedColumns(owner: string, rows: readonly (readonly unknown[])[]): Category[][] {
  const width = Array.isArray(rows[0]) ? rows[0].length : 0;
  return Array.from({ length: width }, (_, j) => {
    const column = new Array<Category>(rows.length);
    for (let i = 0; i < rows.length; i++) {
      const row: unknown = rows[i];
      if (!Array.isArray(row) || row.length !== width) {
        throw refusal(owner, `X, row ${i}`, row, `give every row as an array of ${width}`);
      }
      const value: unknown = row[j];
      if (!isCategory(value)) {
        throw refusal(owner, `X, row ${i}, column ${j}`, value, "give texts, numbers, truth values or null");
      }
      column[i] = value;
    }
    return column;
  });
}

/** The distinct categories of a column: sorted, then null, then NaN. Texts and numbers do not mix. */
export function distinctCategories(owner: string, column: CategoryColumn, where: string): Category[] {
  const found = column instanceof Float64Array ? distinctNumbers(column) : distinctValues(column);
  const present = [...found].filter((value) => !isMissing(value));
  const kinds = new Set(present.map((value) => typeof value));
  if (kinds.has("string") && kinds.size > 1) {
    throw new ModelsError({
      code: "mixedLabels",
      what: "a column mixes texts and other values",
      where: `${owner}, ${where}`,
      found: [...kinds].join(" and "),
      fix: "turn all of them into texts",
    });
  }
  const missing: Category[] = [...(found.has(null) ? [null] : []), ...(found.has(NaN) ? [NaN] : [])];
  return [...present.sort(compareCategories), ...missing];
}

/** Most texts are one of those that were met before with the same end, which is found out without hashing them. */
function distinctValues(column: readonly Category[]): Set<Category> {
  const found = new Set<Category>();
  const met = new Array<Category>(SLOTS).fill(null);
  for (let i = 0; i < column.length; i++) {
    const value = column[i] as Category;
    const slot = slotOf(value);
    if (slot >= 0) {
      if (met[slot] === value) continue;
      met[slot] = value;
    }
    found.add(value);
  }
  return found;
}

/** Slots of texts that were met before. */
export const SLOTS = 256;

/** The slot of a text, by its end; −1 for what is told apart without it. */
export function slotOf(value: Category): number {
  if (typeof value !== "string" || value.length < 2) return -1;
  const end = value.length;
  return (value.charCodeAt(end - 1) + 31 * value.charCodeAt(end - 2) + end) & (SLOTS - 1);
}

export function isMissing(value: Category): boolean {
  return value === null || Number.isNaN(value);
}

function compareCategories(a: Category, b: Category): number {
  return typeof a === "string" && typeof b === "string" ? compareCodePoints(a, b) : Number(a) - Number(b);
}

function isCategory(value: unknown): value is Category {
  return value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function refusal(owner: string, where: string, found: unknown, fix: string): ModelsError {
  return new ModelsError({
    code: "invalidInput",
    what: "X holds what is no category",
    where: `${owner}, ${where}`,
    found: showValue(found),
    fix,
  });
}
