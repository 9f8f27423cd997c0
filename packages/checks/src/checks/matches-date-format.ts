import { parseRowOptions } from "../internal/define/check-options.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { dateFormat } from "../internal/values/date-format.ts";

/**
 * Every text must be a date in a format of strftime: `%Y-%m-%d`. Known are %Y %m %d %H %M %S %f %y %j %b %B %a %A %p %I %z and %%;
 * the day must exist.
 *
 * @param column - the column; values that are no text fail.
 * @param format - the format.
 * @param options - tolerance, condition, severity, name.
 * @returns the check, for data in memory and streams.
 * @throws {ChecksError} `invalidPattern` for a directive that is not known; `invalidCheck`, `invalidOption`.
 * @see https://docs.python.org/3/library/datetime.html#format-codes
 *
 * @example
 * ```ts
 * import { checkSuite, matchesDateFormat } from "@mlsys/checks";
 *
 * const report = await checkSuite("events", [matchesDateFormat("day", "%d/%m/%Y")]).run({ day: ["31/01/2026", "31/02/2026"] });
 * report.results[0].unexpectedIndices; // => [1]
 * ```
 */
export function matchesDateFormat(column: string, format: string, options: RowCheckOptions = {}): Check {
  const name = columnName("matchesDateFormat", column);
  const accepts = dateFormat(format);
  return rowCheck({
    check: "matchesDateFormat",
    columns: [name],
    parameters: { format },
    sentence: `${name} must be a date in the format ${format}`,
    rows: {
      op: "test",
      columns: [name],
      test: (value) => typeof value === "string" && accepts(value),
      missing: "skip",
      pure: true,
    },
    accepts: ["string"],
    options: parseRowOptions("matchesDateFormat", options, {}),
  });
}
