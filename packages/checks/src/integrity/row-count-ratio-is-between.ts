import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { boundParameters, boundsInWords, isWithin, numberBoundSpecs, parseBounds } from "../internal/define/bounds.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { figureCheck } from "../internal/define/figure-check.ts";
import { otherTable } from "../internal/define/other-table.ts";
import { rowsRequest } from "../internal/memory/accumulators/rows.ts";

/** Options of {@link rowCountRatioIsBetween}. */
export interface RowCountRatioIsBetweenOptions extends CheckOptions, BoundOptions {}

/**
 * The number of rows, divided by that of another table, must lie between bounds: test data that is not too small beside the training data. The
 * other table is given by `withTables`, or is one of the same database.
 *
 * @param table - the other table's name.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; condition, severity, name.
 * @returns the check; not evaluated where the other table is empty.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, withTables } from "@mlsys/checks";
 * import { rowCountRatioIsBetween } from "@mlsys/checks/integrity";
 *
 * const suite = checkSuite("test set", [rowCountRatioIsBetween("train", { min: 0.01 })]);
 * const report = await suite.run(withTables({ x: [1] }, { train: { x: [1, 2, 3, 4] } }));
 * report.results[0]?.observedValue; // => 0.25
 * ```
 */
export function rowCountRatioIsBetween(table: string, options: RowCountRatioIsBetweenOptions): Check {
  const kind = "rowCountRatioIsBetween";
  const other = columnName(kind, table);
  const parsed = parseFigureOptions(kind, options, numberBoundSpecs);
  const bounds = parseBounds<number>(kind, parsed);
  const make = (theirs: number): Check =>
    figureCheck({
      check: kind,
      columns: [],
      parameters: { table: other, ...boundParameters(bounds) },
      sentence: `the number of rows divided by that of ${other} must be ${boundsInWords(bounds)}`,
      needs: { rows: rowsRequest },
      options: parsed,
      find: ({ rows }) => ({
        observed: theirs === 0 ? null : rows / theirs,
        holds: theirs > 0 && isWithin(rows / theirs, bounds),
        words: `there are ${rows} to ${theirs}`,
        elementCount: rows,
      }),
    });
  return {
    ...make(0),
    prepare: async (data) => make((await data.collect([rowsRequest], otherTable(data, other))).rowCount),
  };
}
