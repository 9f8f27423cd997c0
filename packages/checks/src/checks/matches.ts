import { flag, parseRowOptions } from "../internal/define/check-options.ts";
import type { PatternOptions, RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { parsePattern } from "../internal/define/pattern-option.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { column as valueOf } from "../expressions/build.ts";
import { matchOf } from "../internal/define/text-conditions.ts";

/** Options of {@link matches}. */
export interface MatchesOptions extends RowCheckOptions, PatternOptions {}

/**
 * Every text must match a regular expression. It is searched anywhere in the text; anchor it with `^` and `$`, or give `full`.
 *
 * @param column - the column; values that are no text fail.
 * @param pattern - the regular expression. Of a `RegExp` only the flags i, m and s count.
 * @param options - `full`; tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidPattern`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, matches } from "@mlsys/checks";
 *
 * const report = await checkSuite("codes", [matches("code", "[A-Z]{2}", { full: true })]).run({ code: ["DE", "Fr", null] });
 * report.results[0].unexpectedExamples; // => ["Fr"]
 * ```
 */
export function matches(column: string, pattern: string | RegExp, options: MatchesOptions = {}): Check {
  const name = columnName("matches", column);
  const parsed = parseRowOptions("matches", options, { full: flag(false) });
  const wanted = parsePattern("matches", pattern, parsed.full);
  return rowCheck({
    check: "matches",
    columns: [name],
    parameters: wanted.parameters,
    sentence: `${name} must match ${wanted.shown}`,
    rows: matchOf(valueOf(name), wanted.pattern, wanted.flags),
    accepts: ["string"],
    options: parsed,
  });
}
