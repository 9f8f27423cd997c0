import { CoreError } from "../errors/core-error.ts";
import { showValue } from "../errors/show-value.ts";
import { isOfKind } from "../internal/kind.ts";
import { columnsFromArrow, isArrowTable } from "./arrow.ts";
import { columnFromValues } from "./column-from-values.ts";
import type { Column } from "./column.ts";
import type { ColumnRecord, Row, Table, TableInput } from "./table.ts";

/** Columns of one length, by name, in order. */
export interface TableColumns {
  readonly columns: ReadonlyMap<string, Column>;
  readonly numRows: number;
}

/**
 * The columns of whatever is accepted where a table is: of rows, a record of columns, a table, an Arrow table. What reads columns
 * and no more needs no {@link Table}, which a bundle then leaves out.
 *
 * @param input - the data; see `Table.from`.
 * @returns the columns by name, and the number of rows.
 * @throws {CoreError} `invalidInput` when it is none of these; `lengthMismatch` when columns differ in length.
 *
 * @example
 * ```ts
 * import { tableColumns } from "@mlsys/core";
 *
 * const { columns, numRows } = tableColumns([{ x: 1 }, { x: 2 }]);
 * numRows; // => 2
 * columns.get("x")?.toNumbers(); // => Float64Array.of(1, 2)
 * ```
 */
export function tableColumns(input: TableInput): TableColumns {
  if (isTable(input))
    return { columns: new Map(input.columnNames.map((name) => [name, input.column(name)])), numRows: input.numRows };
  if (isArrowTable(input)) return withLength(columnsFromArrow(input), input.numRows);
  if (Array.isArray(input)) return fromRows(input as readonly unknown[]);
  if (!isObject(input)) throw refusal("not a table", "Table.from", showValue(input));
  return fromRecord(input as ColumnRecord);
}

/**
 * Tells whether a value is a {@link Table}, also one of another installed copy of the library.
 *
 * @param value - anything.
 * @returns true for a table.
 *
 * @example
 * ```ts
 * import { isTable, Table } from "@mlsys/core";
 *
 * isTable(Table.from({ x: [1, 2] })); // => true
 * ```
 */
export function isTable(value: unknown): value is Table {
  return isOfKind(value, "table");
}

/**
 * The length that columns share.
 *
 * @param columns - the columns.
 * @param numRows - the length that they must have. Default: that of the first.
 * @throws {CoreError} `lengthMismatch` when one has another.
 */
export function commonLength(columns: ReadonlyMap<string, Column>, numRows?: number): number {
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

function withLength(columns: ReadonlyMap<string, Column>, numRows?: number): TableColumns {
  return { columns, numRows: commonLength(columns, numRows) };
}

function fromRows(rows: readonly unknown[]): TableColumns {
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
  return withLength(new Map(Array.from(columns, ([name, values]) => [name, columnFromValues(values)])), rows.length);
}

function fromRecord(record: ColumnRecord): TableColumns {
  const columns = new Map<string, Column>();
  for (const [name, values] of Object.entries(record)) {
    if (!isObject(values) || !("length" in values)) {
      throw refusal("a column is not an array", `Table.from, column ${JSON.stringify(name)}`, showValue(values));
    }
    columns.set(name, columnFromValues(values as ArrayLike<unknown>));
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
