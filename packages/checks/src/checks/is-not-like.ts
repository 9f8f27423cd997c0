import { parseRowOptions } from "../internal/define/check-options.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName, inWords } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { likePatterns } from "../internal/define/pattern-option.ts";
import { allOf, column as valueOf, not } from "../expressions/build.ts";
import { likenessOf } from "../internal/define/text-conditions.ts";

/**
 * No text may match a LIKE pattern as a whole: `%` stands for any text, `_` for one character, `!` takes the special meaning from the
 * character after it. Letters match in their case only, on every engine.
 *
 * @param column - the column; values that are no text fail.
 * @param pattern - the pattern, or several, none of which may match.
 * @param options - tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidPattern`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, isNotLike } from "@mlsys/checks";
 *
 * const report = await checkSuite("codes", [isNotLike("code", "%!%")]).run({ code: ["5%", "5"] });
 * report.results[0].unexpectedExamples; // => ["5%"]
 * ```
 */
export function isNotLike(column: string, pattern: string | readonly string[], options: RowCheckOptions = {}): Check {
  const name = columnName("isNotLike", column);
  const patterns = likePatterns("isNotLike", pattern);
  return rowCheck({
    check: "isNotLike",
    columns: [name],
    parameters: { pattern },
    sentence: `${name} must not be like ${inWords(
      patterns.map((each) => JSON.stringify(each)),
      "or",
    )}`,
    rows: allOf({ op: "type", of: valueOf(name), types: ["string"] }, not(likenessOf(valueOf(name), patterns))),
    accepts: ["string"],
    options: parseRowOptions("isNotLike", options, {}),
  });
}
