import { flag, parseRowOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnNames } from "../internal/define/columns.ts";
import { pairCondition, pairOptionSpecs } from "../internal/define/pair.ts";
import type { PairOptions } from "../definition/check-options.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { column, compare } from "../expressions/build.ts";

/** Options of {@link columnIsAbove}. */
export interface ColumnIsAboveOptions extends PairOptions {
  /** Whether equal values pass. Default false. */
  readonly orEqual?: boolean | undefined;
}

/**
 * In every row one column must be greater than another.
 *
 * @param left - the column that must be greater.
 * @param right - the column that it is compared with.
 * @param options - `orEqual`, `nulls`; tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, columnIsAbove } from "@mlsys/checks";
 *
 * const report = await checkSuite("trips", [columnIsAbove("end", "start")]).run([{ start: 1, end: 2 }, { start: 3, end: 3 }]);
 * report.results[0].unexpectedExamples; // => [{ end: 3, start: 3 }]
 * ```
 */
export function columnIsAbove(left: string, right: string, options: ColumnIsAboveOptions = {}): Check {
  const columns = columnNames("columnIsAbove", [left, right], 2);
  const parsed = parseRowOptions("columnIsAbove", options, { ...pairOptionSpecs, orEqual: flag(false) });
  const { orEqual, nulls } = parsed;
  return rowCheck({
    check: "columnIsAbove",
    columns,
    parameters: { orEqual, nulls },
    sentence: `${left} must be ${orEqual ? "at least" : "above"} ${right}`,
    rows: pairCondition(compare(orEqual ? "atLeast" : "above", left, column(right)), [left, right], nulls),
    options: parsed,
  });
}
