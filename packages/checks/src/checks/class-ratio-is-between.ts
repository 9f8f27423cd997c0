import { boundParameters, boundsInWords, isWithin, numberBoundSpecs, parseBounds } from "../internal/define/bounds.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { countsOf, figureCheck } from "../internal/define/figure-check.ts";
import { valuesRequest } from "../internal/memory/accumulators/value-counts.ts";

/** Options of {@link classRatioIsBetween}. */
export interface ClassRatioIsBetweenOptions extends CheckOptions, BoundOptions {}

/**
 * The ratio of the rarest to the commonest class must lie between bounds: 1 is balanced, towards 0 is imbalanced.
 *
 * @param column - the column of labels.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`, from 0 to 1; condition, severity, name.
 * @returns the check; `details.counts` holds the classes with their counts (the first 100).
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, classRatioIsBetween } from "@mlsys/checks";
 *
 * const balance = classRatioIsBetween("label", { min: 0.1, severity: "warning" });
 * const report = await checkSuite("news", [balance]).run({ label: ["good", "bad", "good", "good", "bad"] });
 * report.results[0].observedValue; // => 2 / 3
 * ```
 */
export function classRatioIsBetween(column: string, options: ClassRatioIsBetweenOptions): Check {
  const name = columnName("classRatioIsBetween", column);
  const parsed = parseFigureOptions("classRatioIsBetween", options, numberBoundSpecs);
  const bounds = parseBounds<number>("classRatioIsBetween", parsed);
  return figureCheck({
    check: "classRatioIsBetween",
    columns: [name],
    parameters: boundParameters(bounds),
    sentence: `the ratio of the rarest to the commonest class of ${name} must be ${boundsInWords(bounds)}`,
    needs: { values: { ...valuesRequest, column: name } },
    options: parsed,
    find: ({ values }) => {
      const counts = values.list();
      const [most, least] = [counts[0]?.count, counts.at(-1)?.count];
      const observed = most === undefined || least === undefined ? null : least / most;
      return {
        observed,
        holds: observed !== null && isWithin(observed, bounds),
        ...countsOf(values),
        details: { counts: counts.slice(0, 100) },
      };
    },
  });
}
