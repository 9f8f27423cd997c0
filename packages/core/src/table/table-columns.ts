import { columnsFromArrow } from "./arrow.ts";
import { columnFromValues } from "./column-from-values.ts";
import { commonLength, valuesOf } from "./column-values.ts";
import type { Column } from "./column.ts";
import type { TableInput } from "./table.ts";
import { isArrowTable, isTable } from "./table-kinds.ts";

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
  if (isArrowTable(input)) {
    const columns = columnsFromArrow(input);
    return { columns, numRows: commonLength(columns, input.numRows) };
  }
  const { columns, numRows } = valuesOf(input);
  return { columns: new Map(Array.from(columns, ([name, values]) => [name, columnFromValues(values)])), numRows };
}
