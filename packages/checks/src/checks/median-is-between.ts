import { boundParameters, boundsInWords, isWithin, numberBoundSpecs, parseBounds } from "../internal/define/bounds.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { figureCheck, notNumbers } from "../internal/define/figure-check.ts";
import { quantilesRequest } from "../internal/memory/accumulators/quantiles.ts";

/** Options of {@link medianIsBetween}. */
export interface MedianIsBetweenOptions extends CheckOptions, BoundOptions {}

/**
 * The median of the present values (the mean of the two in the middle) must lie between bounds. It is exact: all numbers are kept, 8 bytes each.
 *
 * @param column - the column; a value that is no number makes the outcome an error.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, medianIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("figures", [medianIsBetween("x", { min: 0 })]).run({ x: [1, 2, 3, 10] });
 * report.results[0].observedValue; // => 2.5
 * ```
 */
export function medianIsBetween(column: string, options: MedianIsBetweenOptions): Check {
  const name = columnName("medianIsBetween", column);

  const parsed = parseFigureOptions("medianIsBetween", options, numberBoundSpecs);
  const bounds = parseBounds<number>("medianIsBetween", parsed);
  return figureCheck({
    check: "medianIsBetween",
    columns: [name],
    parameters: boundParameters(bounds),
    sentence: `the median of ${name} must be ${boundsInWords(bounds)}`,
    needs: { quantiles: { ...quantilesRequest, column: name, probabilities: [0.5], method: "midpoint" } },
    options: parsed,
    find: ({ quantiles }) => {
      const observed = quantiles.values?.[0] ?? null;
      return {
        observed,
        holds: observed !== null && isWithin(observed, bounds),
        invalid: notNumbers(name, quantiles),
        elementCount: quantiles.rows,
        missingCount: quantiles.rows - quantiles.count - quantiles.invalid,
      };
    },
  });
}
