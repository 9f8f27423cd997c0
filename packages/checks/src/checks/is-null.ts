import { columnName } from "../internal/define/columns.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { isAbsent } from "../expressions/build.ts";

/**
 * Every value must be missing: null, undefined or NaN. All rows are judged.
 *
 * @param column - the column.
 * @param options - tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, equals, isNull } from "@mlsys/checks";
 *
 * const suite = checkSuite("orders", [isNull("paidAt", { where: equals("status", "open") })]);
 * (await suite.run([{ status: "open", paidAt: "2026-01-02" }])).results[0].unexpectedCount; // => 1
 * ```
 */
export function isNull(column: string, options: RowCheckOptions = {}): Check {
  const name = columnName("isNull", column);
  return rowCheck({
    check: "isNull",
    columns: [name],
    sentence: `${name} must be missing`,
    rows: isAbsent(name),
    options: parseRowOptions("isNull", options, {}),
  });
}
