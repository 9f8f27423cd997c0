import { boundParameters, boundsInWords, isWithin, numberBoundSpecs, parseBounds } from "../internal/define/bounds.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { figureCheck } from "../internal/define/figure-check.ts";
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
  const name = columnName("distinctCountIsBetween", column);
  const parsed = parseFigureOptions("distinctCountIsBetween", options, numberBoundSpecs);
  const bounds = parseBounds<number>("distinctCountIsBetween", parsed);
  return figureCheck({
    check: "distinctCountIsBetween",
    columns: [name],
    parameters: boundParameters(bounds),
    sentence: `the number of distinct values of ${name} must be ${boundsInWords(bounds)}`,
    needs: { values: { ...valuesRequest, column: name, detail: "distinct" } },
    options: parsed,
    find: ({ values }) => {
      const observed = values.distinct;
      return {
        observed,
        holds: isWithin(observed, bounds),
        elementCount: values.rows,
        missingCount: values.rows - values.count,
      };
    },
  });
}
