import { boundParameters, boundsInWords, isWithin, numberBoundSpecs, parseBounds } from "../internal/define/bounds.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { figureCheck, notNumbers } from "../internal/define/figure-check.ts";
import { momentsRequest } from "../internal/memory/accumulators/moments.ts";

/** Options of {@link stdevIsBetween}. */
export interface StdevIsBetweenOptions extends CheckOptions, BoundOptions {}

/**
 * The sample standard deviation (divided by n - 1) must lie between bounds; fewer than two values have none.
 *
 * @param column - the column; a value that is no number makes the outcome an error. Truth values count as 1 and 0.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, stdevIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("figures", [stdevIsBetween("x", { min: 0 })]).run({ x: [2, 4, 4, 4, 5, 5, 7, 9, 30] });
 * report.results[0].observedValue; // => 8.56997342145496
 * ```
 */
export function stdevIsBetween(column: string, options: StdevIsBetweenOptions): Check {
  const name = columnName("stdevIsBetween", column);
  const parsed = parseFigureOptions("stdevIsBetween", options, numberBoundSpecs);
  const bounds = parseBounds<number>("stdevIsBetween", parsed);
  return figureCheck({
    check: "stdevIsBetween",
    columns: [name],
    parameters: boundParameters(bounds),
    sentence: `the standard deviation of ${name} must be ${boundsInWords(bounds)}`,
    needs: { moments: { ...momentsRequest, column: name, powers: 2 } },
    options: parsed,
    find: ({ moments }) => {
      const observed = moments.count < 2 ? null : Math.sqrt(moments.m2 / (moments.count - 1));
      return {
        observed,
        holds: observed !== null && isWithin(observed, bounds),
        invalid: notNumbers(name, moments),
        elementCount: moments.rows,
        missingCount: moments.rows - moments.count - moments.invalid,
      };
    },
  });
}
