import type { Column, Table } from "@mlsys/core";
import { BooleanColumn, DictionaryColumn, NumericColumn, TextColumn, TimestampColumn } from "@mlsys/core";
import { isMissing } from "../values/scalar.ts";

/** A column of both samples, without missing values. */
export type ColumnPair =
  | { readonly kind: "numeric"; readonly reference: Float64Array; readonly current: Float64Array }
  | {
      readonly kind: "categorical";
      readonly categories: readonly string[];
      readonly reference: readonly number[];
      readonly current: readonly number[];
    }
  | { readonly kind: "other"; readonly because: string };

/** Rows and missing values of both samples. */
export interface MissingCounts {
  readonly reference: readonly [missing: number, rows: number];
  readonly current: readonly [missing: number, rows: number];
}

/** Text with so many different values, and a value so rarely twice, is not compared as categories. */
const MOST_CATEGORIES = 1000;

/** A column of both tables. Infinities are left out of numbers: no distance to them is finite. */
export function columnPair(name: string, reference: Table, current: Table): ColumnPair {
  const a: Column = reference.column(name);
  const b: Column = current.column(name);
  if (isNumeric(a) && isNumeric(b)) {
    const pair = { kind: "numeric", reference: finiteNumbers(a), current: finiteNumbers(b) } as const;
    return emptySide(pair.reference.length, pair.current.length) ?? pair;
  }
  if (!isCategorical(a) || !isCategorical(b))
    return { kind: "other", because: "the two hold different types of value" };
  const [counts, others] = [countTexts(a), countTexts(b)];
  const categories = [...new Set([...counts.keys(), ...others.keys()])].sort();
  const pair = {
    kind: "categorical",
    categories,
    reference: categories.map((category) => counts.get(category) ?? 0),
    current: categories.map((category) => others.get(category) ?? 0),
  } as const;
  const rows = a.length + b.length;
  if (categories.length > MOST_CATEGORIES || (categories.length > 50 && categories.length * 2 > rows))
    return {
      kind: "other",
      because: `it holds ${categories.length} different texts, too many to compare as categories`,
    };
  return emptySide(total(pair.reference), total(pair.current)) ?? pair;
}

/** Missing values of a column of both tables; NaN counts as missing. */
export function missingCounts(name: string, reference: Table, current: Table): MissingCounts {
  const count = (column: Column): [number, number] => {
    let missing = column.nullCount;
    if (column instanceof NumericColumn && (column.type === "float64" || column.type === "float32"))
      for (let i = 0; i < column.length; i++) if (!column.isNull(i) && isMissing(column.at(i))) missing += 1;
    return [missing, column.length];
  };
  return { reference: count(reference.column(name)), current: count(current.column(name)) };
}

function emptySide(n: number, m: number): ColumnPair | undefined {
  if (n > 0 && m > 0) return undefined;
  return { kind: "other", because: `${n === 0 ? "the reference" : "the current data"} has no values` };
}

/** A column without values is of numbers as well as of text. */
function isNumeric(column: Column): boolean {
  return column instanceof NumericColumn || column instanceof TimestampColumn;
}

function isCategorical(column: Column): boolean {
  const isText = column instanceof DictionaryColumn || column instanceof TextColumn || column instanceof BooleanColumn;
  return isText || column.nullCount === column.length;
}

function finiteNumbers(column: Column): Float64Array {
  return column.toNumbers().filter((value) => Number.isFinite(value));
}

function countTexts(column: Column): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of column) {
    if (typeof value === "string" || typeof value === "boolean")
      counts.set(`${value}`, (counts.get(`${value}`) ?? 0) + 1);
  }
  return counts;
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
