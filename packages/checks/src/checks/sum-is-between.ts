import { boundedFigure } from "../internal/define/bounded-figure.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { momentsRequest } from "../internal/memory/accumulators/moments.ts";

/** Options of {@link sumIsBetween}. */
export interface SumIsBetweenOptions extends CheckOptions, BoundOptions {}

/**
 * The sum of the present values must lie between bounds; the sum of nothing is 0.
 *
 * @param column - the column; a value that is no number makes the outcome an error. Truth values count as 1 and 0.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, sumIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("figures", [sumIsBetween("x", { min: 0 })]).run({ x: [1, 2, null, 6] });
 * report.results[0].observedValue; // => 9
 * ```
 */
export function sumIsBetween(column: string, options: SumIsBetweenOptions): Check {
  return boundedFigure("sumIsBetween", column, options, {
    figure: (name) => `the sum of ${name}`,
    request: { ...momentsRequest, powers: 1 },
    of: ({ sum }) => sum,
  });
}
