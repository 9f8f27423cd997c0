import { integer } from "@mlsys/core/basics";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { stepsRequest } from "../internal/memory/accumulators/steps.ts";

/** Options of {@link isSequential}. */
export interface IsSequentialOptions extends RowCheckOptions {
  /** What is added from row to row, a whole number. Default 1. */
  readonly step?: number | undefined;
}

/**
 * The values must be numbered through: each is the present value before it plus one, in the order of the data; missing ones are passed over.
 *
 * @param column - the column of numbers.
 * @param options - `step`; tolerance, condition, severity, name.
 * @returns the check; the first value after a gap fails, those that go on from it pass.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, isSequential } from "@mlsys/checks";
 *
 * const report = await checkSuite("invoices", [isSequential("number")]).run({ number: [7, 8, 10, null, 11] });
 * report.results[0].unexpectedIndices; // => [2]
 * ```
 */
export function isSequential(column: string, options: IsSequentialOptions = {}): Check {
  const name = columnName("isSequential", column);
  const parsed = parseRowOptions("isSequential", options, { step: { rule: integer(), default: 1 } });
  const { step } = parsed;
  return rowCheck({
    check: "isSequential",
    columns: [name],
    parameters: { step },
    sentence: `${name} must go on by ${step} from row to row`,
    rows: { ...stepsRequest, column: name, relation: "equal", by: step },
    accepts: ["number"],
    options: parsed,
  });
}
