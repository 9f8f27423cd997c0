import { showValue } from "@mlsys/core/basics";
import { ChecksError } from "../checks-error.ts";
import { oneOf } from "@mlsys/core/basics";
import { parseRowOptions } from "../internal/define/check-options.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { columnNames } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";

/** Options of {@link customCheck}. */
export interface CustomCheckOptions extends RowCheckOptions {
  /** Rows where a value is missing are not judged, or the test is given null or NaN. Default `"skip"`. */
  readonly missing?: "skip" | "give" | undefined;
}

/**
 * A check of your own: a function of the values of some columns, called once a row. It runs on data in memory and on streams.
 *
 * @param name - its kind in the report.
 * @param columns - the column, or the columns whose values the test receives, in order.
 * @param test - returns whether the values are as they should be.
 * @param options - `missing`; tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, customCheck } from "@mlsys/checks";
 *
 * const isEven = customCheck("isEven", "n", (n) => Number(n) % 2 === 0);
 * const report = await checkSuite("numbers", [isEven]).run({ n: [2, 3, null] });
 * report.results[0].unexpectedIndices; // => [1]
 * ```
 */
export function customCheck(
  name: string,
  columns: string | readonly string[],
  test: (...values: readonly unknown[]) => boolean,
  options: CustomCheckOptions = {},
): Check {
  requireParts(name, test);
  const names = columnNames(name, typeof columns === "string" ? [columns] : columns, 1);
  const parsed = parseRowOptions(name, options, { missing: { rule: oneOf("skip", "give"), default: "skip" } });
  return rowCheck({
    check: name,
    columns: names,
    sentence: `${names.join(", ")} must pass ${name}`,
    rows: { op: "test", columns: names, test, missing: parsed.missing },
    options: parsed,
  });
}

function requireParts(name: unknown, test: unknown): void {
  if (typeof name === "string" && name !== "" && typeof test === "function") return;
  throw new ChecksError({
    code: "invalidCheck",
    what: "a custom check needs a name and a test",
    where: "customCheck",
    found: `${showValue(name)} and ${showValue(test)}`,
    fix: "give a name, columns and a function of their values",
  });
}
