import { parseRowOptions } from "../internal/define/check-options.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { parsePatterns } from "../internal/define/pattern-option.ts";
import type { ParsedPattern } from "../internal/define/pattern-option.ts";
import { allOf, column as valueOf } from "../expressions/build.ts";
import type { Expression } from "../expressions/expression.ts";
import { matchOf } from "../internal/define/text-conditions.ts";

/**
 * Every text must match all of several regular expressions. Each is searched anywhere in the text; anchor it with `^` and `$`.
 *
 * @param column - the column; values that are no text fail.
 * @param patterns - the regular expressions, at least one.
 * @param options - tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidPattern`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, matchesAll } from "@mlsys/checks";
 *
 * const report = await checkSuite("codes", [matchesAll("code", ["[A-Z]", "[0-9]"])]).run({ code: ["A1", "C"] });
 * report.results[0].unexpectedExamples; // => ["C"]
 * ```
 */
export function matchesAll(
  column: string,
  patterns: readonly (string | RegExp)[],
  options: RowCheckOptions = {},
): Check {
  const name = columnName("matchesAll", column);
  const wanted = parsePatterns("matchesAll", patterns);
  return rowCheck({
    check: "matchesAll",
    columns: [name],
    parameters: { patterns: wanted.map(({ shown }) => shown) },
    sentence: `${name} must match all of ${wanted.map(({ shown }) => shown).join(", ")}`,
    rows: allOf(...wanted.map((each) => matchesOne(name, each))),
    accepts: ["string"],
    options: parseRowOptions("matchesAll", options, {}),
  });
}

function matchesOne(name: string, { pattern, flags }: ParsedPattern): Expression {
  return matchOf(valueOf(name), pattern, flags);
}
