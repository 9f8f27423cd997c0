import { columnName } from "../internal/define/columns.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { column as valueOf, isAbsent, not } from "../expressions/build.ts";

/**
 * Every value must be present: not null, not undefined, not NaN. All rows are judged.
 *
 * @param column - the column.
 * @param options - tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, isNotNull } from "@mlsys/checks";
 *
 * const report = await checkSuite("people", [isNotNull("age")]).run({ age: [30, null, NaN, 41] });
 * report.results[0].unexpectedIndices; // => [1, 2]
 * ```
 */
export function isNotNull(column: string, options: RowCheckOptions = {}): Check {
  const name = columnName("isNotNull", column);
  return rowCheck({
    check: "isNotNull",
    columns: [name],
    sentence: `${name} must not be missing`,
    rows: not(isAbsent(valueOf(name))),
    options: parseRowOptions("isNotNull", options, {}),
  });
}
