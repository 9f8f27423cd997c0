import type { CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import { columnName } from "../internal/define/columns.ts";
import { countsOf, figureCheck } from "../internal/define/figure-check.ts";
import { valuesRequest } from "../internal/memory/accumulators/value-counts.ts";

/** How many groups `details` lists. */
const LISTED = 10;

/**
 * A category must be written in one way: no two texts may differ only in case, accents, symbols and blanks (`"Deep"` and `"deep!"`).
 *
 * @param column - the column of texts.
 * @param options - condition, group, severity, name.
 * @returns the check; the observed value is the number of categories that are written in several ways, `details` lists them.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { hasNoVariants } from "@mlsys/checks/integrity";
 *
 * const report = await checkSuite("cities", [hasNoVariants("city")]).run({ city: ["Bonn", "bonn ", "Paris", "Bonn"] });
 * report.results[0].details; // => { variants: [[{ value: "Bonn", count: 2 }, { value: "bonn ", count: 1 }]] }
 * ```
 */
export function hasNoVariants(column: string, options: CheckOptions = {}): Check {
  const kind = "hasNoVariants";
  const name = columnName(kind, column);
  return figureCheck({
    check: kind,
    columns: [name],
    sentence: `each category of ${name} must be written in one way`,
    needs: { values: { ...valuesRequest, column: name } },
    options: parseFigureOptions(kind, options, {}),
    find: ({ values }) => {
      const groups = new Map<string, { readonly value: string; readonly count: number }[]>();
      for (const { value, count } of values.list()) {
        if (typeof value !== "string") continue;
        const key = plain(value);
        groups.set(key, [...(groups.get(key) ?? []), { value, count }]);
      }
      groups.delete("");
      const variants = [...groups.values()].filter((group) => group.length > 1);
      return {
        observed: values.count === 0 ? null : variants.length,
        holds: variants.length === 0,
        words:
          variants[0] === undefined
            ? "it is so"
            : `${variants.length} are not, such as ${variants[0].map(({ value }) => JSON.stringify(value)).join(", ")}`,
        ...countsOf(values),
        details: { variants: variants.slice(0, LISTED) },
      };
    },
  });
}

/** A text without case, accents, symbols and blanks. */
function plain(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
