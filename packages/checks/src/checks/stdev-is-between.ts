import { boundedFigure } from "../internal/define/bounded-figure.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { momentsRequest } from "../internal/memory/accumulators/moments.ts";

/** Options of {@link stdevIsBetween}. */
export interface StdevIsBetweenOptions extends CheckOptions, BoundOptions {}

/**
 * The sample standard deviation (divided by n - 1) must lie between bounds; fewer than two values have none.
 *
 * @param column - the column; a value that is no number makes the outcome an error. Truth values count as 1 and 0.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, stdevIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("figures", [stdevIsBetween("x", { min: 0 })]).run({ x: [2, 4, 4, 4, 5, 5, 7, 9, 30] });
 * report.results[0].observedValue; // => 8.56997342145496
 * ```
 */
export function stdevIsBetween(column: string, options: StdevIsBetweenOptions): Check {
  return boundedFigure("stdevIsBetween", column, options, {
    figure: (name) => `the standard deviation of ${name}`,
    request: { ...momentsRequest, powers: 2 },
    of: ({ count, m2 }) => (count < 2 ? null : Math.sqrt(m2 / (count - 1))),
  });
}
