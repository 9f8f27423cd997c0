import { parseRowOptions } from "../internal/define/check-options.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { isoInstant } from "../internal/values/iso-instant.ts";

/**
 * Every value must be a date: an instant, or text in ISO 8601's extended form (`2026-01-31`, `2026-01-31T12:30:00Z`) that names a
 * day and a time that exist.
 *
 * @param column - the column.
 * @param options - tolerance, condition, severity, name.
 * @returns the check, for data in memory and streams.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, isIsoDate } from "@mlsys/checks";
 *
 * const report = await checkSuite("events", [isIsoDate("day")]).run({ day: ["2026-02-28", "2026-02-30", "28/02/2026"] });
 * report.results[0].unexpectedIndices; // => [1, 2]
 * ```
 */
export function isIsoDate(column: string, options: RowCheckOptions = {}): Check {
  const name = columnName("isIsoDate", column);
  return rowCheck({
    check: "isIsoDate",
    columns: [name],
    sentence: `${name} must be an ISO 8601 date`,
    rows: { op: "test", columns: [name], test: isDate, missing: "skip", pure: true },
    accepts: ["string", "date"],
    options: parseRowOptions("isIsoDate", options, {}),
  });
}

function isDate(value: unknown): boolean {
  return value instanceof Date || (typeof value === "string" && isoInstant(value) !== undefined);
}
