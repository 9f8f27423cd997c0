import { boundParameters, boundsInWords, isWithin, numberBoundSpecs, parseBounds } from "../internal/define/bounds.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { figureCheck } from "../internal/define/figure-check.ts";
import { rowsRequest } from "../internal/memory/accumulators/rows.ts";

/** Options of {@link rowCountIsBetween}. */
export interface RowCountIsBetweenOptions extends CheckOptions, BoundOptions {}

/**
 * The number of rows must lie between bounds.
 *
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, rowCountIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("table", [rowCountIsBetween({ min: 1, max: 5 })]).run({ x: [1, 2, 3], y: [4, 5, 6] });
 * report.results[0].observedValue; // => 3
 * ```
 */
export function rowCountIsBetween(options: RowCountIsBetweenOptions): Check {
  const parsed = parseFigureOptions("rowCountIsBetween", options, numberBoundSpecs);
  const bounds = parseBounds<number>("rowCountIsBetween", parsed);
  return figureCheck({
    check: "rowCountIsBetween",
    columns: [],
    parameters: boundParameters(bounds),
    sentence: `the number of rows must be ${boundsInWords(bounds)}`,
    needs: { found: { ...rowsRequest } },
    options: parsed,
    find: ({ found }) => ({ observed: found, holds: isWithin(found, bounds) }),
  });
}
