import { showValue } from "@mlsys/core/basics";
import { boundParameters, boundsInWords, isWithin, numberBoundSpecs, parseBounds } from "../internal/define/bounds.ts";
import type { BoundOptions, CheckOptions } from "../definition/check-options.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { figureCheck } from "../internal/define/figure-check.ts";
import { scalarList } from "../internal/define/scalar-list.ts";
import { isOneOf } from "../expressions/build.ts";
import type { Scalar } from "../expressions/expression.ts";
import { tallyRequest } from "../internal/memory/accumulators/tally.ts";

/** Options of {@link valueShareIsBetween}. */
export interface ValueShareIsBetweenOptions extends CheckOptions, BoundOptions {}

/**
 * The share of one value among the present ones must lie between bounds: the share of a class, for example.
 *
 * @param column - the column.
 * @param value - the value.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`, shares from 0 to 1; condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, valueShareIsBetween } from "@mlsys/checks";
 *
 * const suite = checkSuite("news", [valueShareIsBetween("label", "negative", { min: 0.1 })]);
 * (await suite.run({ label: ["negative", "neutral", "neutral", "positive"] })).results[0].observedValue; // => 0.25
 * ```
 */
export function valueShareIsBetween(column: string, value: Scalar, options: ValueShareIsBetweenOptions): Check {
  const name = columnName("valueShareIsBetween", column);
  const members = scalarList("valueShareIsBetween", [value]);
  const parsed = parseFigureOptions("valueShareIsBetween", options, numberBoundSpecs);
  const bounds = parseBounds<number>("valueShareIsBetween", parsed);
  return figureCheck({
    check: "valueShareIsBetween",
    columns: [name],
    parameters: { value, ...boundParameters(bounds) },
    sentence: `the share of ${showValue(value)} in ${name} must be ${boundsInWords(bounds)}`,
    needs: { tally: { ...tallyRequest, predicate: isOneOf(name, members), shows: [] } },
    options: parsed,
    find: ({ tally }) => {
      const judged = tally.rows - tally.missing;
      const observed = judged === 0 ? null : (judged - tally.unexpected) / judged;
      return {
        observed,
        holds: observed !== null && isWithin(observed, bounds),
        elementCount: tally.rows,
        missingCount: tally.missing,
      };
    },
  });
}
