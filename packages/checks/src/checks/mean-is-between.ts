import { boundedFigure } from "../internal/define/bounded-figure.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { momentsRequest } from "../internal/memory/accumulators/moments.ts";

/** Options of {@link meanIsBetween}. */
export interface MeanIsBetweenOptions extends CheckOptions, BoundOptions {}

/**
 * The mean of the present values must lie between bounds.
 *
 * @param column - the column; a value that is no number makes the outcome an error. Truth values count as 1 and 0.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, meanIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("figures", [meanIsBetween("x", { min: 0 })]).run({ x: [1, 2, null, 6] });
 * report.results[0].observedValue; // => 3
 * ```
 */
export function meanIsBetween(column: string, options: MeanIsBetweenOptions): Check {
  return boundedFigure("meanIsBetween", column, options, {
    figure: (name) => `the mean of ${name}`,
    request: { ...momentsRequest, powers: 1 },
    of: ({ count, mean }) => (count === 0 ? null : mean),
  });
}
