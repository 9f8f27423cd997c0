import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { column as valueOf } from "../expressions/build.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { matchOf } from "../internal/define/text-conditions.ts";

/** ASCII without letters and digits, white space included. */
const SYMBOLS = "^[\\s!-/:-@\\[-`{-~]+$";

/**
 * No text may consist of symbols and white space of ASCII alone, such as `"?"` or `"--"`: often a placeholder. The empty text passes; see `isNotBlank`.
 *
 * @param column - the column.
 * @param options - tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { isNotOnlySymbols } from "@mlsys/checks/integrity";
 *
 * const report = await checkSuite("people", [isNotOnlySymbols("name")]).run({ name: ["Ada", "?!", "é", "--", ""] });
 * report.results[0].unexpectedIndices; // => [1, 3]
 * ```
 */
export function isNotOnlySymbols(column: string, options: RowCheckOptions = {}): Check {
  const name = columnName("isNotOnlySymbols", column);
  return rowCheck({
    check: "isNotOnlySymbols",
    columns: [name],
    sentence: `${name} must not be only symbols`,
    rows: { op: "not", of: matchOf(valueOf(name), SYMBOLS, "") },
    accepts: ["string"],
    options: parseRowOptions("isNotOnlySymbols", options, {}),
  });
}
