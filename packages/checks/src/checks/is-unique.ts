import { oneOf } from "@mlsys/core/basics";
import { parseRowOptions } from "../internal/define/check-options.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnNames, inWords } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { duplicatesRequest } from "../internal/memory/accumulators/duplicates.ts";

/** Options of {@link isUnique}. */
export interface IsUniqueOptions extends Omit<RowCheckOptions, "nan"> {
  /** Which members of a group of duplicates fail: all of them, or those after the first. Default `"all"`. */
  readonly report?: "all" | "extra" | undefined;
  /** Which rows of several columns are not judged: those where all are missing, those where any is, or none. Default `"allMissing"`. */
  readonly skip?: "allMissing" | "anyMissing" | "never" | undefined;
}

/**
 * No value, or no combination of values of several columns, may occur twice. Missing values are not judged; within a combination
 * they are equal to each other.
 *
 * @param columns - the column, or the columns whose combination counts.
 * @param options - `report`, `skip`; tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, isUnique } from "@mlsys/checks";
 *
 * const rows = [{ day: 1, shop: "a" }, { day: 1, shop: "b" }, { day: 1, shop: "a" }];
 * const report = await checkSuite("sales", [isUnique(["day", "shop"]), isUnique("shop", { report: "extra" })]).run(rows);
 * report.results.map((result) => result.unexpectedIndices); // => [[0, 2], [2]]
 * ```
 */
export function isUnique(columns: string | readonly string[], options: IsUniqueOptions = {}): Check {
  const names = columnNames("isUnique", typeof columns === "string" ? [columns] : columns, 1);
  const parsed = parseRowOptions("isUnique", options, {
    report: { rule: oneOf("all", "extra"), default: "all" },
    skip: { rule: oneOf("allMissing", "anyMissing", "never"), default: "allMissing" },
  });
  const { report, skip } = parsed;
  return rowCheck({
    check: "isUnique",
    columns: names,
    parameters: { report, skip },
    sentence: `${names.length === 1 ? "" : "the combination of "}${inWords(names)} must be unique`,
    rows: { ...duplicatesRequest, columns: names, report, skip },
    options: parsed,
  });
}
