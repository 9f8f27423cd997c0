import { parseFigureOptions } from "../internal/define/check-options.ts";
import type { CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { figureCheck } from "../internal/define/figure-check.ts";
import { scalarList } from "../internal/define/scalar-list.ts";
import { compareWithSet } from "../internal/define/value-set-finding.ts";
import { inBrackets } from "../internal/values/in-brackets.ts";
import type { Scalar } from "../expressions/expression.ts";
import { valuesRequest } from "../internal/memory/accumulators/value-counts.ts";

/**
 * No value besides a set may occur; not all need to.
 *
 * @param column - the column.
 * @param values - the set; null in it is ignored.
 * @param options - condition, severity, name.
 * @returns the check; its observed value is the distinct values found (the first 100).
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, valueSetIsWithin } from "@mlsys/checks";
 *
 * const report = await checkSuite("news", [valueSetIsWithin("label", ["bad", "good"])]).run({ label: ["good", "odd"] });
 * report.passed; // => false
 * ```
 */
export function valueSetIsWithin(
  column: string,
  values: readonly (Scalar | null)[],
  options: CheckOptions = {},
): Check {
  const name = columnName("valueSetIsWithin", column);
  const set = scalarList("valueSetIsWithin", values);
  return figureCheck({
    check: "valueSetIsWithin",
    columns: [name],
    parameters: { values: set },
    sentence: `the distinct values of ${name} must lie within ${inBrackets(set)}`,
    needs: { values: { ...valuesRequest, column: name } },
    options: parseFigureOptions("valueSetIsWithin", options, {}),
    find: ({ values: counts }) => compareWithSet(counts, set, { others: false, absent: true }),
  });
}
