import { boundParameters, boundsInWords, isWithin, numberBoundSpecs, parseBounds } from "../internal/define/bounds.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { figureCheck } from "../internal/define/figure-check.ts";
import { valuesRequest } from "../internal/memory/accumulators/value-counts.ts";

/** Options of {@link uniqueRatioIsBetween}. */
export interface UniqueRatioIsBetweenOptions extends CheckOptions, BoundOptions {}

/**
 * The number of values that occur once, divided by the number of present ones, must lie between bounds.
 *
 * @param column - the column.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, uniqueRatioIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("figures", [uniqueRatioIsBetween("x", { min: 0 })]).run({ x: [1, 2, 2, 3, 4, 5] });
 * report.results[0].observedValue; // => 4 / 6
 * ```
 */
export function uniqueRatioIsBetween(column: string, options: UniqueRatioIsBetweenOptions): Check {
  const name = columnName("uniqueRatioIsBetween", column);
  const parsed = parseFigureOptions("uniqueRatioIsBetween", options, numberBoundSpecs);
  const bounds = parseBounds<number>("uniqueRatioIsBetween", parsed);
  return figureCheck({
    check: "uniqueRatioIsBetween",
    columns: [name],
    parameters: boundParameters(bounds),
    sentence: `the share of values of ${name} that occur once must be ${boundsInWords(bounds)}`,
    needs: { values: { ...valuesRequest, column: name, detail: "singles" } },
    options: parsed,
    find: ({ values }) => {
      const observed = values.count === 0 ? null : values.singles / values.count;
      return {
        observed,
        holds: observed !== null && isWithin(observed, bounds),
        elementCount: values.rows,
        missingCount: values.rows - values.count,
      };
    },
  });
}
