import { parseRowOptions } from "../internal/define/check-options.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { scalarList } from "../internal/define/scalar-list.ts";
import { isOneOf } from "../expressions/build.ts";
import { inBrackets } from "../internal/values/in-brackets.ts";
import type { Scalar } from "../expressions/expression.ts";

/**
 * Every value must be one of a set. Numbers and bigints are equal by value, -0 equals 0, text is compared code point by code point, case and
 * blanks included. With an empty set every value fails.
 *
 * @param column - the column.
 * @param values - the set; null in it is ignored, as missing values are not judged.
 * @param options - tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, isIn } from "@mlsys/checks";
 *
 * const suite = checkSuite("news", [isIn("label", ["negative", "neutral", "positive"])]);
 * (await suite.run([{ label: "neutral" }, { label: "Neutral" }])).results[0].unexpectedExamples; // => ["Neutral"]
 * ```
 */
export function isIn(column: string, values: readonly (Scalar | null)[], options: RowCheckOptions = {}): Check {
  const name = columnName("isIn", column);
  const set = scalarList("isIn", values);
  return rowCheck({
    check: "isIn",
    columns: [name],
    parameters: { values: set },
    sentence: `${name} must be one of ${inBrackets(set)}`,
    rows: isOneOf(name, set),
    options: parseRowOptions("isIn", options, {}),
  });
}
