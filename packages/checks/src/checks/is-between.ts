import { boundParameters, boundsInWords, parseBounds, scalarBoundSpecs } from "../internal/define/bounds.ts";
import type { BoundOptions, RowCheckOptions } from "../definition/check-options.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { column as valueOf } from "../expressions/build.ts";
import { isoInstant } from "../internal/values/iso-instant.ts";
import { kindOfValue } from "../internal/values/scalar.ts";
import type { Scalar } from "../expressions/expression.ts";
import type { ValueKind } from "../aggregates/aggregate.ts";

/** Options of {@link isBetween}. */
export interface IsBetweenOptions extends RowCheckOptions, BoundOptions<Exclude<Scalar, boolean>> {}

/**
 * Every value must lie between bounds, both included unless excluded. Numbers are compared by value, texts code point by code
 * point, instants with dates or with ISO 8601 text (UTC where it names no zone). A value of another kind fails.
 *
 * @param column - the column.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, isBetween } from "@mlsys/checks";
 *
 * const strictly = isBetween("y", { min: -100, max: 100, exclusiveMin: true, exclusiveMax: true });
 * const report = await checkSuite("regression", [strictly]).run({ y: [1, -100, 99.9, 250] });
 * report.results[0].unexpectedExamples; // => [-100, 250]
 * ```
 */
export function isBetween(column: string, options: IsBetweenOptions): Check {
  const name = columnName("isBetween", column);
  const parsed = parseRowOptions("isBetween", options, scalarBoundSpecs);
  const bounds = parseBounds<Scalar>("isBetween", parsed);
  return rowCheck({
    check: "isBetween",
    columns: [name],
    parameters: boundParameters(bounds),
    sentence: `${name} must be ${boundsInWords(bounds)}`,
    rows: { op: "between", of: valueOf(name), ...bounds },
    accepts: kindsFor(bounds.min ?? bounds.max),
    options: parsed,
  });
}

/** ISO text bounds text as well as instants. */
function kindsFor(bound: unknown): readonly ValueKind[] {
  if (bound instanceof Date) return ["date", "string"];
  return typeof bound === "string" && isoInstant(bound) !== undefined ? ["string", "date"] : [kindOfValue(bound)];
}
