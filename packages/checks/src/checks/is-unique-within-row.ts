import { oneOf } from "@mlsys/core/basics";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { allOf, column, compare, isAbsent, not } from "../expressions/build.ts";
import type { Expression } from "../expressions/expression.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import { columnNames, inWords } from "../internal/define/columns.ts";
import { unlessMissing } from "../internal/define/pair.ts";
import { rowCheck } from "../internal/define/row-check.ts";

/** Options of {@link isUniqueWithinRow}. */
export interface IsUniqueWithinRowOptions extends RowCheckOptions {
  /**
   * Rows that are not judged: those where all values are missing, those where any is, or none, and then two missing values count as
   * equal. Default `"allMissing"`.
   */
  readonly skip?: "allMissing" | "anyMissing" | "never" | undefined;
}

/**
 * In every row the values of some columns must differ from each other. A missing value differs from any other.
 *
 * @param columns - the columns, at least two.
 * @param options - `skip`; tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, isUniqueWithinRow } from "@mlsys/checks";
 *
 * const report = await checkSuite("flights", [isUniqueWithinRow(["from", "to"])]).run({ from: ["A", "A"], to: ["B", "A"] });
 * report.results[0].unexpectedIndices; // => [1]
 * ```
 */
export function isUniqueWithinRow(columns: readonly string[], options: IsUniqueWithinRowOptions = {}): Check {
  const names = columnNames("isUniqueWithinRow", columns, 2);
  const parsed = parseRowOptions("isUniqueWithinRow", options, {
    skip: { rule: oneOf("allMissing", "anyMissing", "never"), default: "allMissing" },
  });
  const { skip } = parsed;
  const differ: Expression = { op: "decided", of: allOf(...pairsOf(names)), otherwise: true };
  return rowCheck({
    check: "isUniqueWithinRow",
    columns: names,
    parameters: { skip },
    sentence: `${inWords(names)} must differ within each row`,
    rows: skip === "never" ? allOf(differ, ...bothAbsent(names)) : unlessMissing(names, skip, differ),
    options: parsed,
  });
}

/** No two values may be missing together. */
function bothAbsent(names: readonly string[]): Expression[] {
  return names.flatMap((name, i) => names.slice(i + 1).map((other) => not(allOf(isAbsent(name), isAbsent(other)))));
}

function pairsOf(names: readonly string[]): Expression[] {
  return names.flatMap((name, i) => names.slice(i + 1).map((other) => compare("notEqual", name, column(other))));
}
