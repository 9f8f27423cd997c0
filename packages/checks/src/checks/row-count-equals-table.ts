import { integer, real } from "@mlsys/core/basics";
import type { CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { figureCheck } from "../internal/define/figure-check.ts";
import { otherTable } from "../internal/define/other-table.ts";
import { rowsRequest } from "../internal/memory/accumulators/rows.ts";

/** Options of {@link rowCountEqualsTable}. */
export interface RowCountEqualsTableOptions extends CheckOptions {
  /** How many rows are wanted for each row of the other table. Default 1. */
  readonly factor?: number | undefined;
  /** By how many rows the count may differ. Default 0. */
  readonly tolerance?: number | undefined;
}

/**
 * The table must have as many rows as another one. The other is given by `withTables`, or is a table of the same database.
 *
 * @param table - the other table's name.
 * @param options - `factor`, `tolerance`; condition, severity, name.
 * @returns the check; `details` holds both counts.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, rowCountEqualsTable, withTables } from "@mlsys/checks";
 *
 * const suite = checkSuite("copy", [rowCountEqualsTable("original")]);
 * const report = await suite.run(withTables({ a: [1, 2] }, { original: { a: [1, 2, 3] } }));
 * report.results[0]?.message; // => "there must be as many rows as in original: there are 2, and 3 in original"
 * ```
 */
export function rowCountEqualsTable(table: string, options: RowCountEqualsTableOptions = {}): Check {
  const kind = "rowCountEqualsTable";
  const other = columnName(kind, table);
  const parsed = parseFigureOptions(kind, options, {
    factor: { rule: real({ above: 0 }), default: 1 },
    tolerance: { rule: integer({ min: 0 }), default: 0 },
  });
  const { factor, tolerance } = parsed;
  const make = (wanted: number): Check =>
    figureCheck({
      check: kind,
      columns: [],
      parameters: { table: other, factor, tolerance },
      sentence: `there must be ${factor === 1 ? "as" : `${factor} times as`} many rows as in ${other}${tolerance === 0 ? "" : `, give or take ${tolerance}`}`,
      needs: { rows: { ...rowsRequest } },
      options: parsed,
      find: ({ rows }) => ({
        observed: rows,
        holds: Math.abs(rows - factor * wanted) <= tolerance,
        words: `there are ${rows}, and ${wanted} in ${other}`,
        elementCount: rows,
        details: { rows, [other]: wanted },
      }),
    });
  return {
    ...make(0),
    prepare: async (data) => {
      const found = (await data.collect([{ ...rowsRequest }], otherTable(data, other))).rowCount;
      return make(found);
    },
  };
}
