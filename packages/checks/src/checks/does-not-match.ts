import { flag, parseRowOptions } from "../internal/define/check-options.ts";
import type { PatternOptions, RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { parsePattern } from "../internal/define/pattern-option.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { allOf, column as valueOf, not } from "../expressions/build.ts";
import { matchOf } from "../internal/define/text-conditions.ts";

/** Options of {@link doesNotMatch}. */
export interface DoesNotMatchOptions extends RowCheckOptions, PatternOptions {}

/**
 * No text may match a regular expression. It is searched anywhere in the text; anchor it with `^` and `$`, or give `full`.
 *
 * @param column - the column; values that are no text fail.
 * @param pattern - the regular expression. Of a `RegExp` only the flags i, m and s count.
 * @param options - `full`; tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidPattern`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, doesNotMatch } from "@mlsys/checks";
 *
 * const report = await checkSuite("codes", [doesNotMatch("code", /[^A-Z0-9]/)]).run({ code: ["DE", "Fr", null] });
 * report.results[0].unexpectedExamples; // => ["Fr"]
 * ```
 */
export function doesNotMatch(column: string, pattern: string | RegExp, options: DoesNotMatchOptions = {}): Check {
  const name = columnName("doesNotMatch", column);
  const parsed = parseRowOptions("doesNotMatch", options, { full: flag(false) });
  const wanted = parsePattern("doesNotMatch", pattern, parsed.full);
  return rowCheck({
    check: "doesNotMatch",
    columns: [name],
    parameters: wanted.parameters,
    sentence: `${name} must not match ${wanted.shown}`,
    rows: allOf(
      { op: "type", of: valueOf(name), types: ["string"] },
      not(matchOf(valueOf(name), wanted.pattern, wanted.flags)),
    ),
    accepts: ["string"],
    options: parsed,
  });
}
