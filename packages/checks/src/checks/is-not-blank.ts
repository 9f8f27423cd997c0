import { parseRowOptions } from "../internal/define/check-options.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { column as valueOf } from "../expressions/build.ts";

/**
 * Every text must hold at least one character that is no white space. Missing values are not judged; see {@link isNotNull}.
 *
 * @param column - the column; values that are no text fail.
 * @param options - tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, isNotBlank } from "@mlsys/checks";
 *
 * const report = await checkSuite("people", [isNotBlank("name")]).run({ name: ["Ada", " ", ""] });
 * report.results[0].unexpectedIndices; // => [1, 2]
 * ```
 */
export function isNotBlank(column: string, options: RowCheckOptions = {}): Check {
  const name = columnName("isNotBlank", column);
  return rowCheck({
    check: "isNotBlank",
    columns: [name],
    sentence: `${name} must not be blank`,
    rows: { op: "matches", of: valueOf(name), pattern: "\\S", flags: "" },
    accepts: ["string"],
    options: parseRowOptions("isNotBlank", options, {}),
  });
}
