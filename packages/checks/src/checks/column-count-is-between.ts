import { boundParameters, boundsInWords, isWithin, numberBoundSpecs, parseBounds } from "../internal/define/bounds.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { figureCheck } from "../internal/define/figure-check.ts";

/** Options of {@link columnCountIsBetween}. */
export interface ColumnCountIsBetweenOptions extends CheckOptions, BoundOptions {}

/**
 * The number of columns must lie between bounds.
 *
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, columnCountIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("table", [columnCountIsBetween({ min: 1, max: 5 })]).run({ x: [1, 2, 3], y: [4, 5, 6] });
 * report.results[0].observedValue; // => 2
 * ```
 */
export function columnCountIsBetween(options: ColumnCountIsBetweenOptions): Check {
  const parsed = parseFigureOptions("columnCountIsBetween", options, numberBoundSpecs);
  const bounds = parseBounds<number>("columnCountIsBetween", parsed);
  return figureCheck({
    check: "columnCountIsBetween",
    columns: [],
    parameters: boundParameters(bounds),
    sentence: `the number of columns must be ${boundsInWords(bounds)}`,
    needs: { found: { aggregate: "columns" } },
    options: parsed,
    find: ({ found }) => ({ observed: found.length, holds: isWithin(found.length, bounds) }),
  });
}
