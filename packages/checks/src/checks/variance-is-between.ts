import { boundParameters, boundsInWords, isWithin, numberBoundSpecs, parseBounds } from "../internal/define/bounds.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { figureCheck, notNumbers } from "../internal/define/figure-check.ts";
import { momentsRequest } from "../internal/memory/accumulators/moments.ts";

/** Options of {@link varianceIsBetween}. */
export interface VarianceIsBetweenOptions extends CheckOptions, BoundOptions {}

/**
 * The sample variance (divided by n - 1) must lie between bounds; fewer than two values have none.
 *
 * @param column - the column; a value that is no number makes the outcome an error. Truth values count as 1 and 0.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, varianceIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("figures", [varianceIsBetween("x", { min: 0 })]).run({ x: [1, 2, 3, 4] });
 * report.results[0].observedValue; // => 1.6666666666666667
 * ```
 */
export function varianceIsBetween(column: string, options: VarianceIsBetweenOptions): Check {
  const name = columnName("varianceIsBetween", column);
  const parsed = parseFigureOptions("varianceIsBetween", options, numberBoundSpecs);
  const bounds = parseBounds<number>("varianceIsBetween", parsed);
  return figureCheck({
    check: "varianceIsBetween",
    columns: [name],
    parameters: boundParameters(bounds),
    sentence: `the variance of ${name} must be ${boundsInWords(bounds)}`,
    needs: { moments: { ...momentsRequest, column: name, powers: 2 } },
    options: parsed,
    find: ({ moments }) => {
      const observed = moments.count < 2 ? null : moments.m2 / (moments.count - 1);
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
