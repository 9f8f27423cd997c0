import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { column as valueOf } from "../expressions/build.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { matchOf } from "../internal/define/text-conditions.ts";

/**
 * Every text must be of printable ASCII characters, tabs and line ends, for systems that know no others.
 *
 * @param column - the column.
 * @param options - tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { isAscii } from "@mlsys/checks/integrity";
 *
 * const report = await checkSuite("codes", [isAscii("code")]).run({ code: ["A-1", "Ä-1"] });
 * report.results[0].unexpectedExamples; // => ["Ä-1"]
 * ```
 */
export function isAscii(column: string, options: RowCheckOptions = {}): Check {
  const name = columnName("isAscii", column);
  return rowCheck({
    check: "isAscii",
    columns: [name],
    sentence: `${name} must be ASCII`,
    rows: matchOf(valueOf(name), "^[ -~\\t\\n\\r]*$", ""),
    accepts: ["string"],
    options: parseRowOptions("isAscii", options, {}),
  });
}
