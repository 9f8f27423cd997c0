import { boundedFigure } from "../internal/define/bounded-figure.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { quantilesRequest } from "../internal/memory/accumulators/quantiles.ts";

/** Options of {@link medianIsBetween}. */
export interface MedianIsBetweenOptions extends CheckOptions, BoundOptions {}

/**
 * The median of the present values (the mean of the two in the middle) must lie between bounds. It is exact: all numbers are kept, 8 bytes each.
 *
 * @param column - the column; a value that is no number makes the outcome an error.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, medianIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("figures", [medianIsBetween("x", { min: 0 })]).run({ x: [1, 2, 3, 10] });
 * report.results[0].observedValue; // => 2.5
 * ```
 */
export function medianIsBetween(column: string, options: MedianIsBetweenOptions): Check {
  return boundedFigure("medianIsBetween", column, options, {
    figure: (name) => `the median of ${name}`,
    request: { ...quantilesRequest, probabilities: [0.5], method: "midpoint" },
    of: ({ values }) => values?.[0] ?? null,
  });
}
