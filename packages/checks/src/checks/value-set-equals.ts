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
 * The distinct present values must be exactly a set: none besides, none left out.
 *
 * @param column - the column.
 * @param values - the set; null in it is ignored.
 * @param options - condition, severity, name.
 * @returns the check; its observed value is the distinct values found (the first 100).
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, valueSetEquals } from "@mlsys/checks";
 *
 * const report = await checkSuite("news", [valueSetEquals("label", ["bad", "good"])]).run({ label: ["good", "bad", "good"] });
 * report.passed; // => true
 * ```
 */
export function valueSetEquals(column: string, values: readonly (Scalar | null)[], options: CheckOptions = {}): Check {
  const name = columnName("valueSetEquals", column);
  const set = scalarList("valueSetEquals", values);
  return figureCheck({
    check: "valueSetEquals",
    columns: [name],
    parameters: { values: set },
    sentence: `the distinct values of ${name} must equal ${inBrackets(set)}`,
    needs: { values: { ...valuesRequest, column: name } },
    options: parseFigureOptions("valueSetEquals", options, {}),
    find: ({ values: counts }) => compareWithSet(counts, set, { others: false, absent: false }),
  });
}
