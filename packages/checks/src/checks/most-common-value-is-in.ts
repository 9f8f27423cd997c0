import { oneOf } from "@mlsys/core/basics";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import type { CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnName } from "../internal/define/columns.ts";
import { countsOf, figureCheck } from "../internal/define/figure-check.ts";
import { scalarList } from "../internal/define/scalar-list.ts";
import { inBrackets } from "../internal/values/in-brackets.ts";
import type { Scalar } from "../expressions/expression.ts";
import { valueSet } from "../internal/values/value-set.ts";
import { valuesRequest } from "../internal/memory/accumulators/value-counts.ts";

/** Options of {@link mostCommonValueIsIn}. */
export interface MostCommonValueIsInOptions extends CheckOptions {
  /** When several values are most common: the check fails, one of them must be in the set, or all must. Default `"fail"`. */
  readonly ties?: "fail" | "any" | "all" | undefined;
}

/**
 * The most common present value must be one of a set.
 *
 * @param column - the column.
 * @param values - the set; null in it is ignored.
 * @param options - `ties`; condition, severity, name.
 * @returns the check; its observed value is the list of most common values.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, mostCommonValueIsIn } from "@mlsys/checks";
 *
 * const report = await checkSuite("news", [mostCommonValueIsIn("label", ["neutral"])]).run({ label: ["neutral", "good", "neutral"] });
 * report.results[0].observedValue; // => ["neutral"]
 * ```
 */
export function mostCommonValueIsIn(
  column: string,
  values: readonly (Scalar | null)[],
  options: MostCommonValueIsInOptions = {},
): Check {
  const name = columnName("mostCommonValueIsIn", column);
  const list = scalarList("mostCommonValueIsIn", values);
  const set = valueSet(list);
  const parsed = parseFigureOptions("mostCommonValueIsIn", options, {
    ties: { rule: oneOf("fail", "any", "all"), default: "fail" },
  });
  const { ties } = parsed;
  return figureCheck({
    check: "mostCommonValueIsIn",
    columns: [name],
    parameters: { values: list, ties },
    sentence: `the most common value of ${name} must be one of ${inBrackets(list)}`,
    needs: { values: { ...valuesRequest, column: name } },
    options: parsed,
    find: ({ values: counts }) => {
      const sorted = counts.list();
      const modes = sorted.filter(({ count }) => count === sorted[0]?.count).map(({ value }) => value);
      const found = modes.filter((mode) => set.has(mode)).length;
      return {
        observed: modes.length === 0 ? null : modes,
        holds: ties === "any" ? found > 0 : found === modes.length && (ties === "all" || modes.length === 1),
        ...countsOf(counts),
      };
    },
  });
}
