import { dictionaryOf, textOf } from "./arrow-text.ts";
import { columnFromValues } from "./column-from-values.ts";
import type { Column } from "./column.ts";
import { isNumericArray, NumericColumn } from "./numeric-column.ts";

/** Arrow's numbers of its types. */
const DICTIONARY = -1;
const UTF8 = 5;
const DATE = 8;
const TIMESTAMP = 10;

/** A column of an Arrow library, as far as it is used here. */
export interface ArrowVectorLike {
  readonly length: number;
  readonly nullCount?: number;
  toArray(): ArrayLike<unknown>;
  get?(i: number): unknown;
  at?(i: number): unknown;
  readonly data?: readonly unknown[];
}

/** A table of an Arrow library: of apache-arrow, of flechette, or alike. */
export interface ArrowTableLike {
  readonly numRows: number;
  readonly schema: { readonly fields: readonly { readonly name: string; readonly type?: unknown }[] };
  getChild(name: string): ArrowVectorLike | null | undefined;
}

/**
 * Numbers without missing values and text in one chunk share the library's memory, text in several is joined as bytes, dictionaries stay
 * dictionaries; the rest is read value by value.
 * @param table
 */
export function columnsFromArrow(table: ArrowTableLike): Map<string, Column> {
  const columns = new Map<string, Column>();
  for (const { name, type } of table.schema.fields) {
    const vector = table.getChild(name);
    columns.set(name, vector ? columnOf(vector, type) : columnFromValues(new Array<null>(table.numRows).fill(null)));
  }
  return columns;
}

function columnOf(vector: ArrowVectorLike, type: unknown): Column {
  const texts =
    idOf(type) === DICTIONARY ? dictionaryOf(vector, type) : idOf(type) === UTF8 ? textOf(vector) : undefined;
  if (texts !== undefined) return texts;
  if (isInstant(type)) return columnFromValues(valuesOf(vector).map(asDate));
  if (vector.nullCount === 0) {
    const values = vector.toArray();
    if (isNumericArray(values) && values.length === vector.length) return new NumericColumn(values);
  }
  return columnFromValues(valuesOf(vector));
}

function valuesOf(vector: ArrowVectorLike): unknown[] {
  const read = (i: number): unknown => (vector.get === undefined ? vector.at?.(i) : vector.get(i));
  return Array.from({ length: vector.length }, (_, i) => read(i));
}

function isInstant(type: unknown): boolean {
  return idOf(type) === DATE || idOf(type) === TIMESTAMP;
}

function idOf(type: unknown): unknown {
  return typeof type === "object" && type !== null && "typeId" in type ? type.typeId : undefined;
}

function asDate(value: unknown): unknown {
  return typeof value === "number" || typeof value === "bigint" ? new Date(Number(value)) : value;
}
