import { boundParameters, boundsInWords, isWithin, numberBoundSpecs, parseBounds } from "../internal/define/bounds.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { figureCheck, notNumbers } from "../internal/define/figure-check.ts";
import { momentsRequest } from "../internal/memory/accumulators/moments.ts";

/** Options of {@link sumIsBetween}. */
export interface SumIsBetweenOptions extends CheckOptions, BoundOptions {}

/**
 * The sum of the present values must lie between bounds; the sum of nothing is 0.
 *
 * @param column - the column; a value that is no number makes the outcome an error. Truth values count as 1 and 0.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, sumIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("figures", [sumIsBetween("x", { min: 0 })]).run({ x: [1, 2, null, 6] });
 * report.results[0].observedValue; // => 9
 * ```
 */
export function sumIsBetween(column: string, options: SumIsBetweenOptions): Check {
  const name = columnName("sumIsBetween", column);
  const parsed = parseFigureOptions("sumIsBetween", options, numberBoundSpecs);
  const bounds = parseBounds<number>("sumIsBetween", parsed);
  return figureCheck({
    check: "sumIsBetween",
    columns: [name],
    parameters: boundParameters(bounds),
    sentence: `the sum of ${name} must be ${boundsInWords(bounds)}`,
    needs: { moments: { ...momentsRequest, column: name, powers: 1 } },
    options: parsed,
    find: ({ moments }) => {
      const observed = moments.sum;
      return {
        observed,
        holds: isWithin(observed, bounds),
        invalid: notNumbers(name, moments),
        elementCount: moments.rows,
        missingCount: moments.rows - moments.count - moments.invalid,
      };
    },
  });
}
