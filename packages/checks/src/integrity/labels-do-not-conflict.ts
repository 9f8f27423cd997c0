import { integer } from "@mlsys/core/basics";
import type { Aggregate } from "../aggregates/aggregate.ts";
import type { CheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { parseFigureOptions } from "../internal/define/check-options.ts";
import { columnName, columnNames, inWords } from "../internal/define/columns.ts";
import { figureCheck } from "../internal/define/figure-check.ts";
import { duplicatesRequest } from "../internal/memory/accumulators/duplicates.ts";

/** Options of {@link labelsDoNotConflict}. */
export interface LabelsDoNotConflictOptions extends CheckOptions {
  /** How many conflicts there may be. Default 0. */
  readonly max?: number | undefined;
}

/**
 * Rows with the same features must have the same label: else a model cannot be right on all of them. Missing values equal each other.
 *
 * @param features - the columns of the features; of text its column.
 * @param label - the column of the label.
 * @param options - `max`; condition, group, severity, name.
 * @returns the check; the observed value is how many labels too many there are: one for features with two labels, two for three.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { labelsDoNotConflict } from "@mlsys/checks/integrity";
 *
 * const rows = { text: ["profit rose", "loss", "profit rose"], label: ["good", "bad", "bad"] };
 * const report = await checkSuite("news", [labelsDoNotConflict(["text"], "label")]).run(rows);
 * report.results[0].message; // => "rows with the same text must have the same label: 1 label contradicts another"
 * ```
 */
export function labelsDoNotConflict(
  features: readonly string[],
  label: string,
  options: LabelsDoNotConflictOptions = {},
): Check {
  const kind = "labelsDoNotConflict";
  const names = columnNames(kind, features, 1);
  const target = columnName(kind, label);
  const parsed = parseFigureOptions(kind, options, { max: { rule: integer({ min: 0 }), default: 0 } });
  const { max } = parsed;
  const repeats = (columns: readonly string[]): Aggregate & { readonly aggregate: "duplicates" } => ({
    ...duplicatesRequest,
    columns,
    report: "extra",
    skip: "never",
  });
  return figureCheck({
    check: kind,
    columns: [...names, target],
    parameters: { max },
    sentence: `rows with the same ${inWords(names)} must have the same ${target}`,
    needs: { alike: repeats(names), same: repeats([...names, target]) },
    options: parsed,
    find: ({ alike, same }) => {
      // Each count is the rows without the different keys, so that their difference is that of the keys.
      const found = alike.unexpected - same.unexpected;
      return {
        observed: alike.rows === 0 ? null : found,
        holds: found <= max,
        words:
          found === 0 ? "they have" : `${found} ${found === 1 ? "label contradicts" : "labels contradict"} another`,
        elementCount: alike.rows,
      };
    },
  });
}
