import { boundedFigure } from "../internal/define/bounded-figure.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { valuesRequest } from "../internal/memory/accumulators/value-counts.ts";

/** Options of {@link uniqueRatioIsBetween}. */
export interface UniqueRatioIsBetweenOptions extends CheckOptions, BoundOptions {}

/**
 * The number of values that occur once, divided by the number of present ones, must lie between bounds.
 *
 * @param column - the column.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, uniqueRatioIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("figures", [uniqueRatioIsBetween("x", { min: 0 })]).run({ x: [1, 2, 2, 3, 4, 5] });
 * report.results[0].observedValue; // => 4 / 6
 * ```
 */
export function uniqueRatioIsBetween(column: string, options: UniqueRatioIsBetweenOptions): Check {
  return boundedFigure("uniqueRatioIsBetween", column, options, {
    figure: (name) => `the share of values of ${name} that occur once`,
    request: { ...valuesRequest, detail: "singles" },
    of: ({ count, singles }) => (count === 0 ? null : singles / count),
  });
}
