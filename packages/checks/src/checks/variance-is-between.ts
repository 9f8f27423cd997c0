import { boundedFigure } from "../internal/define/bounded-figure.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { momentsRequest } from "../internal/memory/accumulators/moments.ts";

/** Options of {@link varianceIsBetween}. */
export interface VarianceIsBetweenOptions extends CheckOptions, BoundOptions {}

/**
 * The sample variance (divided by n - 1) must lie between bounds; fewer than two values have none.
 *
 * @param column - the column; a value that is no number makes the outcome an error. Truth values count as 1 and 0.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, varianceIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("figures", [varianceIsBetween("x", { min: 0 })]).run({ x: [1, 2, 3, 4] });
 * report.results[0].observedValue; // => 1.6666666666666667
 * ```
 */
export function varianceIsBetween(column: string, options: VarianceIsBetweenOptions): Check {
  return boundedFigure("varianceIsBetween", column, options, {
    figure: (name) => `the variance of ${name}`,
    request: { ...momentsRequest, powers: 2 },
    of: ({ count, m2 }) => (count < 2 ? null : m2 / (count - 1)),
  });
}
