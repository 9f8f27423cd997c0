import { parseRowOptions } from "../internal/define/check-options.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";

/**
 * Every text must be JSON.
 *
 * @param column - the column; values that are no text fail.
 * @param options - tolerance, condition, severity, name.
 * @returns the check, for data in memory and streams.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, isJson } from "@mlsys/checks";
 *
 * const report = await checkSuite("events", [isJson("body")]).run({ body: ['{"a":1}', "{a:1}"] });
 * report.results[0].unexpectedIndices; // => [1]
 * ```
 */
export function isJson(column: string, options: RowCheckOptions = {}): Check {
  const name = columnName("isJson", column);
  return rowCheck({
    check: "isJson",
    columns: [name],
    sentence: `${name} must be JSON`,
    rows: { op: "test", columns: [name], test: parses, missing: "skip", pure: true },
    accepts: ["string"],
    options: parseRowOptions("isJson", options, {}),
  });
}

function parses(value: unknown): boolean {
  if (typeof value !== "string") return false;
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
