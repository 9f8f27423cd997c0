import { boundedFigure } from "../internal/define/bounded-figure.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { valuesRequest } from "../internal/memory/accumulators/value-counts.ts";

/** Options of {@link distinctCountIsBetween}. */
export interface DistinctCountIsBetweenOptions extends CheckOptions, BoundOptions {}

/**
 * The number of distinct present values must lie between bounds.
 *
 * @param column - the column.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, distinctCountIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("figures", [distinctCountIsBetween("x", { min: 0 })]).run({ x: ["a", "b", "a", null] });
 * report.results[0].observedValue; // => 2
 * ```
 */
export function distinctCountIsBetween(column: string, options: DistinctCountIsBetweenOptions): Check {
  return boundedFigure("distinctCountIsBetween", column, options, {
    figure: (name) => `the number of distinct values of ${name}`,
    request: { ...valuesRequest, detail: "distinct" },
    of: ({ distinct }) => distinct,
  });
}
