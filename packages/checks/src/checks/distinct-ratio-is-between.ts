import { boundedFigure } from "../internal/define/bounded-figure.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { valuesRequest } from "../internal/memory/accumulators/value-counts.ts";

/** Options of {@link distinctRatioIsBetween}. */
export interface DistinctRatioIsBetweenOptions extends CheckOptions, BoundOptions {}

/**
 * The number of distinct values, divided by the number of present ones, must lie between bounds. Great Expectations calls it the
 * proportion of unique values.
 *
 * @param column - the column.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, distinctRatioIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("figures", [distinctRatioIsBetween("x", { min: 0 })]).run({ x: [1, 2, 2, 3, 4, 5] });
 * report.results[0].observedValue; // => 5 / 6
 * ```
 */
export function distinctRatioIsBetween(column: string, options: DistinctRatioIsBetweenOptions): Check {
  return boundedFigure("distinctRatioIsBetween", column, options, {
    figure: (name) => `the share of distinct values of ${name}`,
    request: { ...valuesRequest, detail: "distinct" },
    of: ({ count, distinct }) => (count === 0 ? null : distinct / count),
  });
}
