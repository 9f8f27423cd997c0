import { real } from "@mlsys/core/basics";
import type { ValueCounts } from "../aggregates/aggregate.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { fenceCheck, tukeysFences } from "../internal/define/fence-check.ts";
import { measuredText } from "../internal/define/text-property.ts";
import { quantile } from "../internal/values/quantile.ts";
import type { TextProperty } from "../internal/values/text-properties.ts";
import { valuesRequest } from "../internal/memory/accumulators/value-counts.ts";

/** Options of {@link textPropertyIsNotOutlier}. */
export interface TextPropertyIsNotOutlierOptions extends RowCheckOptions {
  /** How many interquartile ranges beyond the quartiles the property of a text may lie. Default 2. */
  readonly multiplier?: number | undefined;
}

/**
 * No text may have a property far from that of most: it must lie within some interquartile ranges of the quartiles. The properties are those
 * of {@link textPropertyIsBetween}. Where the quartiles are equal, all pass.
 *
 * @param column - the column; values that are no text fail.
 * @param property - the property.
 * @param options - `multiplier`; tolerance, condition, group, severity, name.
 * @returns the check; `details` holds the bounds that the data gave.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { textPropertyIsNotOutlier } from "@mlsys/checks/integrity";
 *
 * const text = ["Profit rose.", "Sales fell a bit.", "A loss, again.", "Sales rose.", "Wow!!!!!!!!"];
 * const report = await checkSuite("news", [textPropertyIsNotOutlier("text", "specialCharacterShare")]).run({ text });
 * report.results[0].unexpectedIndices; // => [4]
 * ```
 */
export function textPropertyIsNotOutlier(
  column: string,
  property: TextProperty,
  options: TextPropertyIsNotOutlierOptions = {},
): Check {
  const kind = "textPropertyIsNotOutlier";
  const name = columnName(kind, column);
  const { shown, measure, of } = measuredText(kind, name, property);
  const parsed = parseRowOptions(kind, options, { multiplier: { rule: real({ min: 0 }), default: 2 } });
  const { multiplier } = parsed;
  return fenceCheck({
    check: kind,
    column: name,
    parameters: { property, multiplier },
    sentence: `${shown} must lie within ${multiplier} interquartile ranges of its quartiles`,
    figures: { ...valuesRequest, column: name },
    fences: ({ list }: ValueCounts) => {
      const sorted = list()
        .flatMap(({ value, count }) => new Array<number | undefined>(count).fill(measure(value)))
        .filter((each) => each !== undefined)
        .sort((a, b) => a - b);
      const order = { count: sorted.length, at: (i: number) => sorted[i] ?? 0 };
      return sorted.length === 0
        ? undefined
        : tukeysFences([quantile(order, 0.25, "linear"), quantile(order, 0.75, "linear")], multiplier);
    },
    measured: { measure, of },
    options: parsed,
  });
}
