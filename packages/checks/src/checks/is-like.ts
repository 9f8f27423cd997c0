import { flag, parseRowOptions } from "../internal/define/check-options.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName, inWords } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { likePatterns } from "../internal/define/pattern-option.ts";
import { column as valueOf } from "../expressions/build.ts";
import { likenessOf } from "../internal/define/text-conditions.ts";

/** Options of {@link isLike}. */
export interface IsLikeOptions extends RowCheckOptions {
  /** Whether a text must match all of several patterns. Default false: one of them is enough. */
  readonly all?: boolean | undefined;
}

/**
 * Every text must match a LIKE pattern as a whole: `%` stands for any text, `_` for one character, `!` takes the special meaning from the
 * character after it. Letters match in their case only, on every engine.
 *
 * @param column - the column; values that are no text fail.
 * @param pattern - the pattern, or several.
 * @param options - `all`; tolerance, condition, severity, name.
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
export function isLike(column: string, pattern: string | readonly string[], options: IsLikeOptions = {}): Check {
  const name = columnName("isLike", column);
  const patterns = likePatterns("isLike", pattern);
  const parsed = parseRowOptions("isLike", options, { all: flag(false) });
  return rowCheck({
    check: "isLike",
    columns: [name],
    parameters: { pattern, ...(parsed.all ? { all: true } : {}) },
    sentence: `${name} must be like ${inWords(
      patterns.map((each) => JSON.stringify(each)),
      parsed.all ? "and" : "or",
    )}`,
    rows: likenessOf(valueOf(name), patterns, parsed.all),
    accepts: ["string"],
    options: parsed,
  });
}
