import { parseRowOptions } from "../internal/define/check-options.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { requireText } from "../internal/define/pattern-option.ts";
import { column as valueOf } from "../expressions/build.ts";
import { likenessOf } from "../internal/define/text-conditions.ts";

/**
 * Every text must match a LIKE pattern as a whole: `%` stands for any text, `_` for one character, `!` takes the special meaning from the
 * character after it. Letters match in their case only, on every engine.
 *
 * @param column - the column; values that are no text fail.
 * @param pattern - the pattern.
 * @param options - tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidPattern`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, isLike } from "@mlsys/checks";
 *
 * const report = await checkSuite("codes", [isLike("code", "A%")]).run({ code: ["A1", "a1"] });
 * report.results[0].unexpectedExamples; // => ["a1"]
 * ```
 */
export function isLike(column: string, pattern: string, options: RowCheckOptions = {}): Check {
  const name = columnName("isLike", column);
  requireText("isLike", pattern);
  return rowCheck({
    check: "isLike",
    columns: [name],
    parameters: { pattern },
    sentence: `${name} must be like ${JSON.stringify(pattern)}`,
    rows: likenessOf(valueOf(name), pattern),
    accepts: ["string"],
    options: parseRowOptions("isLike", options, {}),
  });
}
