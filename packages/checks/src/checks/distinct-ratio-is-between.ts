import { boundParameters, boundsInWords, isWithin, numberBoundSpecs, parseBounds } from "../internal/define/bounds.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { figureCheck } from "../internal/define/figure-check.ts";
import { valuesRequest } from "../internal/memory/accumulators/value-counts.ts";

/** Options of {@link distinctRatioIsBetween}. */
export interface DistinctRatioIsBetweenOptions extends CheckOptions, BoundOptions {}

/**
 * The number of distinct values, divided by the number of present ones, must lie between bounds. Great Expectations calls it the
 * proportion of unique values.
 *
 * @param column - the column.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, distinctRatioIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("figures", [distinctRatioIsBetween("x", { min: 0 })]).run({ x: [1, 2, 2, 3, 4, 5] });
 * report.results[0].observedValue; // => 5 / 6
 * ```
 */
export function distinctRatioIsBetween(column: string, options: DistinctRatioIsBetweenOptions): Check {
  const name = columnName("distinctRatioIsBetween", column);
  const parsed = parseFigureOptions("distinctRatioIsBetween", options, numberBoundSpecs);
  const bounds = parseBounds<number>("distinctRatioIsBetween", parsed);
  return figureCheck({
    check: "distinctRatioIsBetween",
    columns: [name],
    parameters: boundParameters(bounds),
    sentence: `the share of distinct values of ${name} must be ${boundsInWords(bounds)}`,
    needs: { values: { ...valuesRequest, column: name, detail: "distinct" } },
    options: parsed,
    find: ({ values }) => {
      const observed = values.count === 0 ? null : values.distinct / values.count;
      return {
        observed,
        holds: observed !== null && isWithin(observed, bounds),
        elementCount: values.rows,
        missingCount: values.rows - values.count,
      };
    },
  });
}
