import { boundParameters, boundsInWords, isWithin, parseBounds, scalarBoundSpecs } from "../internal/define/bounds.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { countsOf, figureCheck, notOrdered } from "../internal/define/figure-check.ts";
import type { Scalar } from "../expressions/expression.ts";
import { extremesRequest } from "../internal/memory/accumulators/extremes.ts";

/** Options of {@link minIsBetween}. */
export interface MinIsBetweenOptions extends CheckOptions, BoundOptions<Exclude<Scalar, boolean>> {}

/**
 * The least value of the present values must lie between bounds: of numbers, of texts (code point by code point) or of instants.
 *
 * @param column - the column; values of several kinds make the outcome an error, as they have no order.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, minIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("figures", [minIsBetween("x", { max: 9 })]).run({ x: [3, 1, null, 2] });
 * report.results[0].observedValue; // => 1
 * ```
 */
export function minIsBetween(column: string, options: MinIsBetweenOptions): Check {
  const name = columnName("minIsBetween", column);
  const parsed = parseFigureOptions("minIsBetween", options, scalarBoundSpecs);
  const bounds = parseBounds<Scalar>("minIsBetween", parsed);
  return figureCheck({
    check: "minIsBetween",
    columns: [name],
    parameters: boundParameters(bounds),
    sentence: `the least value of ${name} must be ${boundsInWords(bounds)}`,
    needs: { extremes: { ...extremesRequest, column: name } },
    options: parsed,
    find: ({ extremes }) => ({
      observed: extremes.min,
      holds: extremes.min !== null && isWithin(extremes.min, bounds),
      invalid: notOrdered(name, extremes, bounds),
      ...countsOf(extremes),
    }),
  });
}
