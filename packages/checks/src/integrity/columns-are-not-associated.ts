import { oneOf, real, text } from "@mlsys/core/basics";
import type { CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import { columnNames, inWords } from "../internal/define/columns.ts";
import { figureCheck } from "../internal/define/figure-check.ts";
import { combinationsFrom } from "../internal/define/combinations.ts";
import { associationOf, mutualInformationOf } from "../internal/special/association.ts";

/** Options of {@link columnsAreNotAssociated}. */
export interface ColumnsAreNotAssociatedOptions extends CheckOptions {
  /** The strongest association that passes, 0 to 1. Default 0.9. */
  readonly max?: number | undefined;
  /**
   * What tells how closely two columns go together: `"association"`, or `"mutualInformation"` (divided by the mean entropy), which also sees what
   * is no line and no monotone; it takes numbers of more than ten values by their tenths. Default `"association"`.
   */
  readonly measure?: "association" | "mutualInformation" | undefined;
  /** A column, such as the label, with which each of the others is compared, instead of with each other. */
  readonly with?: string | undefined;
}

/** How many pairs `details` lists. */
const LISTED = 10;

/**
 * No two columns may go together too closely: features that say the same, a feature or an identifier that gives the label away (`with`). Two
 * columns of numbers are compared by Pearson's correlation, categories by Cramér's V corrected for bias, one of each by the correlation
 * ratio; rows where either is missing do not count. All are 0 to 1. Of data in memory and streams it keeps the values.
 *
 * @param columns - the columns.
 * @param options - `max`, `measure`, `with`; condition, group, severity, name.
 * @returns the check; the observed value is the strongest association, `details` lists the pairs above `max`.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { columnsAreNotAssociated } from "@mlsys/checks/integrity";
 *
 * const rows = { km: [1, 5, 2, 8], miles: [0.62, 3.1, 1.24, 4.97], label: ["a", "a", "b", "b"] };
 * const suite = checkSuite("trips", [columnsAreNotAssociated(["km", "miles"]), columnsAreNotAssociated(["km"], { with: "label" })]);
 * const { results } = await suite.run(rows);
 * results.map(({ success }) => success); // => [false, true]
 * ```
 */
export function columnsAreNotAssociated(
  columns: readonly string[],
  options: ColumnsAreNotAssociatedOptions = {},
): Check {
  const kind = "columnsAreNotAssociated";
  const parsed = parseFigureOptions(kind, options, {
    max: { rule: real({ min: 0, max: 1 }), default: 0.9 },
    measure: { rule: oneOf("association", "mutualInformation"), default: "association" },
    with: { rule: text({ minLength: 1 }) },
  });
  const { max, measure, with: target } = parsed;
  const measureOf = measure === "association" ? associationOf : mutualInformationOf;
  const names = columnNames(kind, columns, target === undefined ? 2 : 1);
  const all = target === undefined ? names : [...names, target];
  const pairs = names.flatMap((first, i) =>
    (target === undefined ? names.slice(i + 1) : [target]).map((second) => [first, second] as const),
  );
  return combinationsFrom(pairs, { associated: measure === "association" }, (needs, combinationsOf) =>
    figureCheck({
      check: kind,
      columns: all,
      parameters: {
        max,
        ...(measure === "association" ? {} : { measure }),
        ...(target === undefined ? {} : { with: target }),
      },
      sentence: `${inWords(names)} must not go together${target === undefined ? "" : ` with ${target}`} by more than ${max}`,
      needs,
      options: parsed,
      find: (answers) => {
        const counted = pairs.map((columns, i) => ({ columns, ...combinationsOf(answers, i) }));
        const rows = counted[0]?.rows ?? 0;
        const found = counted
          .map(({ columns, list, association = measureOf(list) }) => ({ columns, association }))
          .sort((a, b) => b.association - a.association);
        const [strongest] = found;
        const words = `${inWords(strongest?.columns ?? [])} do by ${Number((strongest?.association ?? 0).toPrecision(3))}`;
        return {
          observed: rows === 0 ? null : strongest?.association,
          holds: strongest === undefined || strongest.association <= max,
          words,
          elementCount: rows,
          details: { pairs: found.filter((pair) => pair.association > max).slice(0, LISTED) },
        };
      },
    }),
  );
}
