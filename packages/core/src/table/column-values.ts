import { CoreError } from "../errors/core-error.ts";
import { showValue } from "../errors/show-value.ts";
import type { Column } from "./column.ts";
import type { ColumnRecord, Row, TableInput } from "./table.ts";
import { isArrowTable, isTable } from "./table-kinds.ts";

/** Values of one length, by the names of their columns, in order. */
export interface ColumnValues {
  readonly columns: ReadonlyMap<string, ArrayLike<unknown> | Column>;
  readonly numRows: number;
}

/**
 * The values of rows, or of a record of columns, by column and as they are: what looks at few of them needs no typed columns, which a
 * bundle then leaves out.
 *
 * @param input - the data; see `Table.from`.
 * @returns the values by the names of their columns, in order of first appearance, and the number of rows; undefined for a table or an
 * Arrow table, whose values are in typed columns: see {@link tableColumns}.
 * @throws {CoreError} `invalidInput` when it is none of these; `lengthMismatch` when columns differ in length.
 *
 * @example
 * ```ts
 * import { columnValues } from "@mlsys/core";
 *
 * const values = columnValues([{ x: 1 }, { x: 2, y: "a" }]);
 * values?.numRows; // => 2
 * values?.columns.get("y"); // => [null, "a"]
 * ```
 */
export function columnValues(input: TableInput): ColumnValues | undefined {
  return isTable(input) || isArrowTable(input) ? undefined : valuesOf(input);
}

/**
 * The length that columns share.
 *
 * @param columns - the columns.
 * @param numRows - the length that they must have. Default: that of the first.
 * @throws {CoreError} `lengthMismatch` when one has another.
 */
export function commonLength(columns: ReadonlyMap<string, { readonly length: number }>, numRows?: number): number {
  const [first] = columns.values();
  const length = numRows ?? first?.length ?? 0;
  for (const [name, column] of columns) {
    if (column.length === length) continue;
    throw new CoreError({
      code: "lengthMismatch",
      what: "the columns differ in length",
      where: `column ${JSON.stringify(name)}`,
      found: `${column.length} values instead of ${length}`,
      fix: "give columns of one length",
      details: { column: name, found: column.length, expected: length },
    });
  }
  return length;
}

function withLength<Values extends { readonly length: number }>(
  columns: ReadonlyMap<string, Values>,
  numRows?: number,
): { readonly columns: ReadonlyMap<string, Values>; readonly numRows: number } {
  return { columns, numRows: commonLength(columns, numRows) };
}

/** The values of rows, or of a record of columns. */
export function valuesOf(input: unknown): ColumnValues {
  if (Array.isArray(input)) return fromRows(input);
  if (!isObject(input) || isOpaque(input)) throw refusal("not a table", "Table.from", showValue(input));
  return fromRecord(input as ColumnRecord);
}

/** A promise that was not awaited, a set, a generator: no plain object, and read as one it has no columns, which would be an empty table. */
function isOpaque(input: object): boolean {
  const prototype = Object.getPrototypeOf(input) as object | null;
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  return !isPlain && Object.keys(input).length === 0;
}

function fromRows(rows: readonly unknown[]): ColumnValues {
  const columns = new Map<string, unknown[]>();
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (!isObject(row) || Array.isArray(row)) {
      throw refusal("a row is not an object", `Table.from, row ${i}`, showValue(row));
    }
    for (const name of Object.keys(row)) {
      let column = columns.get(name);
      if (column === undefined) columns.set(name, (column = new Array<unknown>(rows.length).fill(null)));
      column[i] = (row as Row)[name];
    }
  }
  return withLength(columns, rows.length);
}

function fromRecord(record: ColumnRecord): ColumnValues {
  const columns = new Map<string, ColumnRecord[string]>();
  for (const [name, values] of Object.entries(record)) {
    if (!isObject(values) || !("length" in values)) {
      throw refusal("a column is not an array", `Table.from, column ${JSON.stringify(name)}`, showValue(values));
    }
    columns.set(name, values);
  }
  return withLength(columns);
}

function refusal(what: string, where: string, found: string): CoreError {
  const fix = "give an array of row objects, a record of columns, a Table or an Arrow table";
  return new CoreError({ code: "invalidInput", what, where, found, fix });
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
