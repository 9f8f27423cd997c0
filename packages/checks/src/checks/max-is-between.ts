import { boundParameters, boundsInWords, isWithin, parseBounds, scalarBoundSpecs } from "../internal/define/bounds.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { countsOf, figureCheck, notOrdered } from "../internal/define/figure-check.ts";
import type { Scalar } from "../expressions/expression.ts";
import { extremesRequest } from "../internal/memory/accumulators/extremes.ts";

/** Options of {@link maxIsBetween}. */
export interface MaxIsBetweenOptions extends CheckOptions, BoundOptions<Exclude<Scalar, boolean>> {}

/**
 * The greatest value of the present values must lie between bounds: of numbers, of texts (code point by code point) or of instants.
 *
 * @param column - the column; values of several kinds make the outcome an error, as they have no order.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, maxIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("figures", [maxIsBetween("x", { max: 9 })]).run({ x: [3, 1, null, 2] });
 * report.results[0].observedValue; // => 3
 * ```
 */
export function maxIsBetween(column: string, options: MaxIsBetweenOptions): Check {
  const name = columnName("maxIsBetween", column);
  const parsed = parseFigureOptions("maxIsBetween", options, scalarBoundSpecs);
  const bounds = parseBounds<Scalar>("maxIsBetween", parsed);
  return figureCheck({
    check: "maxIsBetween",
    columns: [name],
    parameters: boundParameters(bounds),
    sentence: `the greatest value of ${name} must be ${boundsInWords(bounds)}`,
    needs: { extremes: { ...extremesRequest, column: name } },
    options: parsed,
    find: ({ extremes }) => ({
      observed: extremes.max,
      holds: extremes.max !== null && isWithin(extremes.max, bounds),
      invalid: notOrdered(name, extremes, bounds),
      ...countsOf(extremes),
    }),
  });
}
