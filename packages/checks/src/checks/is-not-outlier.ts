import { real } from "@mlsys/core/basics";
import type { Quantiles } from "../aggregates/aggregate.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { fenceCheck, tukeysFences } from "../internal/define/fence-check.ts";
import { quantilesRequest } from "../internal/memory/accumulators/quantiles.ts";

/** Options of {@link isNotOutlier}. */
export interface IsNotOutlierOptions extends RowCheckOptions {
  /** How many interquartile ranges beyond the quartiles a value may lie. Default 1.5. */
  readonly multiplier?: number | undefined;
}

/**
 * No number may lie more than some interquartile ranges below the first or above the third quartile (numpy's linear quantiles):
 * Tukey's fences. Where the quartiles are equal, all pass. It takes a second pass, so that a stream cannot be judged.
 *
 * @param column - the column; values that are no numbers fail.
 * @param options - `multiplier`; tolerance, condition, severity, name.
 * @returns the check; `details` holds the bounds that the data gave.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, isNotOutlier } from "@mlsys/checks";
 *
 * const report = await checkSuite("payments", [isNotOutlier("amount")]).run({ amount: [1, 2, 3, 4, 5, 100] });
 * report.results[0].details; // => { min: -1.5, max: 8.5 }
 * ```
 */
export function isNotOutlier(column: string, options: IsNotOutlierOptions = {}): Check {
  const name = columnName("isNotOutlier", column);
  const parsed = parseRowOptions("isNotOutlier", options, { multiplier: { rule: real({ min: 0 }), default: 1.5 } });
  const { multiplier } = parsed;
  return fenceCheck({
    check: "isNotOutlier",
    column: name,
    parameters: { multiplier },
    sentence: `${name} must lie within ${multiplier} interquartile ranges of its quartiles`,
    figures: { ...quantilesRequest, column: name, probabilities: [0.25, 0.75], method: "linear" },
    fences: ({ values }: Quantiles) => tukeysFences(values ?? [], multiplier),
    options: parsed,
  });
}
