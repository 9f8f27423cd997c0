import { flag, parseRowOptions } from "../internal/define/check-options.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { stepsRequest } from "../internal/memory/accumulators/steps.ts";

/** Options of {@link isDecreasing}. */
export interface IsDecreasingOptions extends RowCheckOptions {
  /** Whether equal neighbours fail. Default false. */
  readonly strictly?: boolean | undefined;
}

/**
 * The values must decrease from row to row, in the order of the data. Each present value is compared with the present value before it;
 * missing ones are passed over.
 *
 * @param column - the column.
 * @param options - `strictly`; tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, isDecreasing } from "@mlsys/checks";
 *
 * const report = await checkSuite("log", [isDecreasing("at")]).run({ at: [3, 3, null, 1, 2] });
 * report.results[0].unexpectedIndices; // => [4]
 * ```
 */
export function isDecreasing(column: string, options: IsDecreasingOptions = {}): Check {
  const name = columnName("isDecreasing", column);
  const parsed = parseRowOptions("isDecreasing", options, { strictly: flag(false) });
  const { strictly } = parsed;
  return rowCheck({
    check: "isDecreasing",
    columns: [name],
    parameters: { strictly },
    sentence: `${name} must decrease${strictly ? " strictly" : ""}`,
    rows: { ...stepsRequest, column: name, relation: strictly ? "below" : "atMost" },
    options: parsed,
  });
}
