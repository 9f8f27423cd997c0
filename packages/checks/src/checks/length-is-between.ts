import { boundParameters, boundsInWords, numberBoundSpecs, parseBounds } from "../internal/define/bounds.ts";
import type { BoundOptions, RowCheckOptions } from "../definition/check-options.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { column as valueOf } from "../expressions/build.ts";

/** Options of {@link lengthIsBetween}. */
export interface LengthIsBetweenOptions extends RowCheckOptions, BoundOptions {}

/**
 * Every text must have a length between bounds, counted in code points (an emoji counts once, its UTF-16 length is 2).
 *
 * @param column - the column; values that are no text fail.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, lengthIsBetween } from "@mlsys/checks";
 *
 * const suite = checkSuite("sentences", [lengthIsBetween("text", { min: 2, max: 3 })]);
 * (await suite.run({ text: ["🙂", "ab", "abcd"] })).results[0].unexpectedIndices; // => [0, 2]
 * ```
 */
export function lengthIsBetween(column: string, options: LengthIsBetweenOptions): Check {
  const name = columnName("lengthIsBetween", column);
  const parsed = parseRowOptions("lengthIsBetween", options, numberBoundSpecs);
  const bounds = parseBounds<number>("lengthIsBetween", parsed);
  return rowCheck({
    check: "lengthIsBetween",
    columns: [name],
    parameters: boundParameters(bounds),
    sentence: `the length of ${name} must be ${boundsInWords(bounds)}`,
    rows: { op: "between", of: { op: "length", of: valueOf(name) }, ...bounds },
    accepts: ["string"],
    options: parsed,
  });
}
