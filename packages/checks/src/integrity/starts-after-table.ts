import { text } from "@mlsys/core/basics";
import type { Extremes } from "../aggregates/aggregate.ts";
import type { CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import type { Scalar } from "../expressions/expression.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { figureCheck } from "../internal/define/figure-check.ts";
import { otherTable } from "../internal/define/other-table.ts";
import { compareValues } from "../internal/values/compare.ts";
import { extremesRequest } from "../internal/memory/accumulators/extremes.ts";

/** Options of {@link startsAfterTable}. */
export interface StartsAfterTableOptions extends CheckOptions {
  /** The column there. Default: the same name. */
  readonly key?: string | undefined;
}

/**
 * The least value of a column must be above the greatest in another table: test data that begins when training data has ended. The other table
 * is given by `withTables`, or is one of the same database.
 *
 * @param column - the column of instants or numbers.
 * @param table - the other table's name.
 * @param options - `key`; condition, severity, name.
 * @returns the check; `details` holds both ends.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, withTables } from "@mlsys/checks";
 * import { startsAfterTable } from "@mlsys/checks/integrity";
 *
 * const suite = checkSuite("test set", [startsAfterTable("day", "train")]);
 * const report = await suite.run(withTables({ day: [5, 6] }, { train: { day: [1, 2, 5] } }));
 * report.results[0]?.message; // => "day must begin after that of train: it begins at 5, train ends at 5"
 * ```
 */
export function startsAfterTable(column: string, table: string, options: StartsAfterTableOptions = {}): Check {
  const kind = "startsAfterTable";
  const [name, other] = [columnName(kind, column), columnName(kind, table)];
  const parsed = parseFigureOptions(kind, options, { key: { rule: text({ minLength: 1 }), default: name } });
  const { key } = parsed;
  const make = (end: Extremes["max"]): Check =>
    figureCheck({
      check: kind,
      columns: [name],
      parameters: { table: other, key },
      sentence: `${name} must begin after that of ${other}`,
      needs: { extremes: { ...extremesRequest, column: name } },
      options: parsed,
      find: ({ extremes: { rows, count, min } }) => {
        const order = min === null || end === null ? 1 : compareValues(min, end);
        return {
          observed: min,
          holds: order !== undefined && order > 0,
          words: `it begins at ${shown(min)}, ${other} ${end === null ? "has no values" : `ends at ${shown(end)}`}`,
          invalid: { count: order === undefined ? 1 : 0, because: "the two do not compare" },
          elementCount: rows,
          missingCount: rows - count,
          details: { begins: min, [other]: end },
        };
      },
    });
  return {
    ...make(null),
    prepare: async (data) => {
      const request = { ...extremesRequest, column: key } as const;
      const found = (await data.collect([request], otherTable(data, other))).answerTo(request);
      if ("error" in found) throw found.error;
      return make((found.value as Extremes).max);
    },
  };
}

function shown(value: Scalar | null): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
