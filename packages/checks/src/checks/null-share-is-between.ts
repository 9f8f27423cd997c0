import { boundParameters, boundsInWords, isWithin, numberBoundSpecs, parseBounds } from "../internal/define/bounds.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { figureCheck } from "../internal/define/figure-check.ts";
import { isAbsent } from "../expressions/build.ts";
import { tallyRequest } from "../internal/memory/accumulators/tally.ts";

/** Options of {@link nullShareIsBetween}. */
export interface NullShareIsBetweenOptions extends CheckOptions, BoundOptions {}

/**
 * The share of missing values (null or NaN) among all rows must lie between bounds.
 *
 * @param column - the column.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`, shares from 0 to 1; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, nullShareIsBetween } from "@mlsys/checks";
 *
 * const report = await checkSuite("people", [nullShareIsBetween("age", { max: 0.2 })]).run({ age: [30, null, 41, 28] });
 * report.results[0].observedValue; // => 0.25
 * ```
 */
export function nullShareIsBetween(column: string, options: NullShareIsBetweenOptions): Check {
  const name = columnName("nullShareIsBetween", column);
  const parsed = parseFigureOptions("nullShareIsBetween", options, numberBoundSpecs);
  const bounds = parseBounds<number>("nullShareIsBetween", parsed);
  return figureCheck({
    check: "nullShareIsBetween",
    columns: [name],
    parameters: boundParameters(bounds),
    sentence: `the share of missing values of ${name} must be ${boundsInWords(bounds)}`,
    needs: { present: { ...tallyRequest, predicate: isAbsent(name), shows: [] } },
    options: parsed,
    find: ({ present }) => {
      const missing = present.rows - present.unexpected;
      const observed = present.rows === 0 ? null : missing / present.rows;
      return {
        observed,
        holds: observed !== null && isWithin(observed, bounds),
        elementCount: present.rows,
        missingCount: missing,
      };
    },
  });
}
