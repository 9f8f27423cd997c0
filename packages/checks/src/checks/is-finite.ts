import { parseRowOptions } from "../internal/define/check-options.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { column as valueOf } from "../expressions/build.ts";

/**
 * Every number must be finite: no infinity, and no NaN (unless `nan: "missing"` is given). Null is not judged.
 *
 * @param column - the column; values that are no numbers fail.
 * @param options - tolerance, condition, severity, name; `nan` is `"invalid"` by default here.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, isFinite } from "@mlsys/checks";
 *
 * const report = await checkSuite("features", [isFinite("x")]).run({ x: [1, Infinity, NaN, null] });
 * report.results[0].unexpectedExamples; // => ["Infinity", "NaN"]
 * ```
 */
export function isFinite(column: string, options: RowCheckOptions = {}): Check {
  const name = columnName("isFinite", column);
  return rowCheck({
    check: "isFinite",
    columns: [name],
    sentence: `${name} must be finite`,
    rows: { op: "finite", of: valueOf(name) },
    accepts: ["number"],
    options: parseRowOptions("isFinite", { nan: "invalid", ...options }, {}),
  });
}
