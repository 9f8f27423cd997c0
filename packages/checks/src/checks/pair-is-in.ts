import type { Check } from "../definition/check.ts";
import type { PairOptions } from "../definition/check-options.ts";
import { column } from "../expressions/build.ts";
import type { Scalar } from "../expressions/expression.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import { columnNames } from "../internal/define/columns.ts";
import { pairCondition, pairOptionSpecs } from "../internal/define/pair.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { tupleList } from "../internal/define/scalar-list.ts";
import { inBrackets } from "../internal/values/in-brackets.ts";

/**
 * In every row the values of two columns together must be one of some pairs.
 *
 * @param left - a column.
 * @param right - another column.
 * @param pairs - the pairs accepted, each of a value of the left and one of the right column.
 * @param options - `nulls`; tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, pairIsIn } from "@mlsys/checks";
 *
 * const suite = checkSuite("addresses", [pairIsIn("country", "currency", [["DE", "EUR"], ["US", "USD"]])]);
 * const report = await suite.run({ country: ["DE", "US"], currency: ["EUR", "EUR"] });
 * report.results[0].unexpectedIndices; // => [1]
 * ```
 */
export function pairIsIn(
  left: string,
  right: string,
  pairs: readonly (readonly [Scalar, Scalar])[],
  options: PairOptions = {},
): Check {
  const columns = columnNames("pairIsIn", [left, right], 2);
  const values = tupleList("pairIsIn", pairs, 2);
  const parsed = parseRowOptions("pairIsIn", options, pairOptionSpecs);
  return rowCheck({
    check: "pairIsIn",
    columns,
    parameters: { pairs: values, nulls: parsed.nulls },
    sentence: `${left} and ${right} together must be one of ${inBrackets(values)}`,
    rows: pairCondition({ op: "tuple", of: columns.map(column), values }, [left, right], parsed.nulls),
    options: parsed,
  });
}
