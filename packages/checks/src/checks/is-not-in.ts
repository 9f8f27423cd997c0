import { parseRowOptions } from "../internal/define/check-options.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { scalarList } from "../internal/define/scalar-list.ts";
import { isOneOf, not } from "../expressions/build.ts";
import { inBrackets } from "../internal/values/in-brackets.ts";
import type { Scalar } from "../expressions/expression.ts";

/**
 * No value may be one of a set. Numbers and bigints are equal by value, -0 equals 0, text is compared code point by code point, case and
 * blanks included. With an empty set every value passes.
 *
 * @param column - the column.
 * @param values - the set; null in it is ignored, as missing values are not judged.
 * @param options - tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, isNotIn } from "@mlsys/checks";
 *
 * const suite = checkSuite("news", [isNotIn("label", ["unknown", ""])]);
 * (await suite.run([{ label: "neutral" }, { label: "unknown" }])).results[0].unexpectedExamples; // => ["unknown"]
 * ```
 */
export function isNotIn(column: string, values: readonly (Scalar | null)[], options: RowCheckOptions = {}): Check {
  const name = columnName("isNotIn", column);
  const set = scalarList("isNotIn", values);
  return rowCheck({
    check: "isNotIn",
    columns: [name],
    parameters: { values: set },
    sentence: `${name} must not be one of ${inBrackets(set)}`,
    rows: not(isOneOf(name, set)),
    options: parseRowOptions("isNotIn", options, {}),
  });
}
