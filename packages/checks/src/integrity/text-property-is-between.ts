import type { BoundOptions, RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { boundParameters, boundsInWords, isWithin, numberBoundSpecs, parseBounds } from "../internal/define/bounds.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { measuredText } from "../internal/define/text-property.ts";
import type { TextProperty } from "../internal/values/text-properties.ts";

/** Options of {@link textPropertyIsBetween}. */
export interface TextPropertyIsBetweenOptions extends RowCheckOptions, BoundOptions {}

/**
 * Every text must have a property between bounds: its `length` in code points, `wordCount`, `sentenceCount`, `averageWordLength`, `longestWord`,
 * `wordsPerSentence`, `differentWordShare`, `specialCharacterShare` (neither letter, digit nor blank), `digitShare`, or `upperCaseShare` of its letters.
 * Words are runs of letters, marks and digits, also with an apostrophe or hyphen within.
 *
 * @param column - the column; values that are no text fail.
 * @param property - the property.
 * @param options - `min`, `max`, `exclusiveMin`, `exclusiveMax`; tolerance, condition, group, severity, name.
 * @returns the check.
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { textPropertyIsBetween } from "@mlsys/checks/integrity";
 *
 * const check = textPropertyIsBetween("title", "upperCaseShare", { max: 0.5 });
 * const report = await checkSuite("news", [check]).run({ title: ["Profit rises", "PROFIT RISES"] });
 * report.results[0].unexpectedIndices; // => [1]
 * ```
 */
export function textPropertyIsBetween(
  column: string,
  property: TextProperty,
  options: TextPropertyIsBetweenOptions,
): Check {
  const kind = "textPropertyIsBetween";
  const name = columnName(kind, column);
  const { shown, measure, of } = measuredText(kind, name, property);
  const parsed = parseRowOptions(kind, options, numberBoundSpecs);
  const bounds = parseBounds<number>(kind, parsed);
  const test = (value: unknown): boolean => isWithin(measure(value) ?? NaN, bounds);
  return rowCheck({
    check: kind,
    columns: [name],
    parameters: { property, ...boundParameters(bounds) },
    sentence: `${shown} must be ${boundsInWords(bounds)}`,
    rows:
      of === undefined
        ? { op: "test", columns: [name], test, missing: "skip", pure: true }
        : { op: "between", of, ...bounds },
    accepts: ["string"],
    options: parsed,
  });
}
