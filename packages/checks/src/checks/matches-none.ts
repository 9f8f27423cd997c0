import { parseRowOptions } from "../internal/define/check-options.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { parsePatterns } from "../internal/define/pattern-option.ts";
import type { ParsedPattern } from "../internal/define/pattern-option.ts";
import { allOf, anyOf, column as valueOf, not } from "../expressions/build.ts";
import type { Expression } from "../expressions/expression.ts";
import { matchOf } from "../internal/define/text-conditions.ts";

/**
 * No text may match any of several regular expressions. Each is searched anywhere in the text; anchor it with `^` and `$`.
 *
 * @param column - the column; values that are no text fail.
 * @param patterns - the regular expressions, at least one.
 * @param options - tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidPattern`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, matchesNone } from "@mlsys/checks";
 *
 * const report = await checkSuite("codes", [matchesNone("code", ["^A", "^B"])]).run({ code: ["A1", "C3"] });
 * report.results[0].unexpectedExamples; // => ["A1"]
 * ```
 */
export function matchesNone(
  column: string,
  patterns: readonly (string | RegExp)[],
  options: RowCheckOptions = {},
): Check {
  const name = columnName("matchesNone", column);
  const wanted = parsePatterns("matchesNone", patterns);
  return rowCheck({
    check: "matchesNone",
    columns: [name],
    parameters: { patterns: wanted.map(({ shown }) => shown) },
    sentence: `${name} must match none of ${wanted.map(({ shown }) => shown).join(", ")}`,
    rows: allOf(
      { op: "type", of: valueOf(name), types: ["string"] },
      not(anyOf(...wanted.map((each) => matchesOne(name, each)))),
    ),
    accepts: ["string"],
    options: parseRowOptions("matchesNone", options, {}),
  });
}

function matchesOne(name: string, { pattern, flags }: ParsedPattern): Expression {
  return matchOf(valueOf(name), pattern, flags);
}
