import { parseRowOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnNames } from "../internal/define/columns.ts";
import { pairCondition, pairOptionSpecs } from "../internal/define/pair.ts";
import type { PairOptions } from "../definition/check-options.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { column, compare, isAtMost } from "../expressions/build.ts";
import { real } from "@mlsys/core/basics";

/** Options of {@link columnsAreEqual}. */
export interface ColumnsAreEqualOptions extends PairOptions {
  /** Greatest difference between two numbers that still counts as equal. Default 0. */
  readonly tolerance?: number | undefined;
}

/**
 * In every row two columns must be equal, or nearly.
 *
 * @param left - a column.
 * @param right - another column.
 * @param options - `tolerance`, `nulls`; tolerance of the check (`mostly`, …), condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, columnsAreEqual } from "@mlsys/checks";
 *
 * const report = await checkSuite("ledger", [columnsAreEqual("debit", "credit")]).run({ debit: [5, 7], credit: [5, 8] });
 * report.results[0].unexpectedIndices; // => [1]
 * ```
 */
export function columnsAreEqual(left: string, right: string, options: ColumnsAreEqualOptions = {}): Check {
  const columns = columnNames("columnsAreEqual", [left, right], 2);
  const parsed = parseRowOptions("columnsAreEqual", options, {
    ...pairOptionSpecs,
    tolerance: { rule: real({ min: 0 }), default: 0 },
  });
  const { tolerance, nulls } = parsed;
  const difference = { op: "difference", left: column(left), right: column(right) } as const;
  return rowCheck({
    check: "columnsAreEqual",
    columns,
    parameters: { ...(tolerance === 0 ? {} : { tolerance }), nulls },
    sentence: `${left} must equal ${right}${tolerance === 0 ? "" : ` within ${tolerance}`}`,
    rows: pairCondition(
      tolerance === 0 ? compare("equal", left, column(right)) : isAtMost({ op: "absolute", of: difference }, tolerance),
      [left, right],
      nulls,
    ),
    options: parsed,
  });
}
