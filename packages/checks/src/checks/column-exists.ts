import { didYouMean, integer, showValue } from "@mlsys/core/basics";
import type { CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { figureCheck } from "../internal/define/figure-check.ts";

/** Options of {@link columnExists}. */
export interface ColumnExistsOptions extends CheckOptions {
  /** The position that the column must have, from 0. Default: any. */
  readonly index?: number | undefined;
}

/**
 * The table must have a column of that name, at a position where one is given.
 *
 * @param column - the name.
 * @param options - `index`; severity, name.
 * @returns the check; its observed value is the position, or null.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, columnExists } from "@mlsys/checks";
 *
 * const report = await checkSuite("regression", [columnExists("y", { index: 1 })]).run({ x: [1], y: [2] });
 * report.passed; // => true
 * ```
 */
export function columnExists(column: string, options: ColumnExistsOptions = {}): Check {
  const name = columnName("columnExists", column);
  const parsed = parseFigureOptions("columnExists", options, { index: { rule: integer({ min: 0 }) } });
  const { index } = parsed;
  return figureCheck({
    check: "columnExists",
    columns: [],
    parameters: { column: name, ...(index === undefined ? {} : { index }) },
    sentence: `there must be a column ${JSON.stringify(name)}${index === undefined ? "" : ` at position ${index}`}`,
    needs: { columns: { aggregate: "columns" } },
    options: parsed,
    find: ({ columns }) => {
      const at = columns.indexOf(name);
      return {
        observed: at === -1 ? columns : at,
        holds: at !== -1 && (index === undefined || at === index),
        words: at === -1 ? `there is none; ${didYouMean(name, columns)}` : `it is at ${showValue(at)}`,
      };
    },
  });
}
