import { flag, parseRowOptions } from "../internal/define/check-options.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { stepsRequest } from "../internal/memory/accumulators/steps.ts";

/** Options of {@link isIncreasing}. */
export interface IsIncreasingOptions extends RowCheckOptions {
  /** Whether equal neighbours fail. Default false. */
  readonly strictly?: boolean | undefined;
}

/**
 * The values must increase from row to row, in the order of the data. Each present value is compared with the present value before it;
 * missing ones are passed over.
 *
 * @param column - the column.
 * @param options - `strictly`; tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, isIncreasing } from "@mlsys/checks";
 *
 * const report = await checkSuite("log", [isIncreasing("at")]).run({ at: [1, 1, null, 3, 2] });
 * report.results[0].unexpectedIndices; // => [4]
 * ```
 */
export function isIncreasing(column: string, options: IsIncreasingOptions = {}): Check {
  const name = columnName("isIncreasing", column);
  const parsed = parseRowOptions("isIncreasing", options, { strictly: flag(false) });
  const { strictly } = parsed;
  return rowCheck({
    check: "isIncreasing",
    columns: [name],
    parameters: { strictly },
    sentence: `${name} must increase${strictly ? " strictly" : ""}`,
    rows: { ...stepsRequest, column: name, relation: strictly ? "above" : "atLeast" },
    options: parsed,
  });
}
