import { ChecksError } from "../checks-error.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { columnsOf } from "../internal/expressions/columns-of.ts";
import type { Expression } from "../expressions/expression.ts";

/**
 * Every row must meet a condition that is built of {@link equals}, {@link isAbove}, {@link allOf}, … A row that lacks a value which
 * decides it is not judged.
 *
 * @param condition - the condition, plain data.
 * @param options - tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { anyOf, checkSuite, equals, isAbove, rowSatisfies } from "@mlsys/checks";
 *
 * const shipped = anyOf(equals("status", "open"), isAbove("weight", 0));
 * const report = await checkSuite("parcels", [rowSatisfies(shipped)]).run({ status: ["open", "sent"], weight: [0, 0] });
 * report.results[0].unexpectedIndices; // => [1]
 * ```
 */
export function rowSatisfies(condition: Expression, options: RowCheckOptions = {}): Check {
  if (typeof condition !== "object" || !("op" in condition)) {
    throw new ChecksError({
      code: "invalidCheck",
      what: "there is no condition",
      where: "rowSatisfies",
      fix: 'build one, such as equals("status", "open")',
    });
  }
  return rowCheck({
    check: "rowSatisfies",
    columns: columnsOf(condition),
    parameters: { condition },
    sentence: "each row must meet its condition",
    rows: condition,
    options: parseRowOptions("rowSatisfies", options, {}),
  });
}
