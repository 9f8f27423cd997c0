import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import { allOf, isAbsent, not } from "../expressions/build.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import { columnNames, inWords } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";

/**
 * Each row must have a value in one of some columns at least: none may be empty.
 *
 * @param columns - the columns.
 * @param options - tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite } from "@mlsys/checks";
 * import { rowIsNotEmpty } from "@mlsys/checks/integrity";
 *
 * const report = await checkSuite("t", [rowIsNotEmpty(["a", "b"])]).run({ a: [1, null, null], b: [null, null, 2] });
 * report.results[0].unexpectedIndices; // => [1]
 * ```
 */
export function rowIsNotEmpty(columns: readonly string[], options: RowCheckOptions = {}): Check {
  const names = columnNames("rowIsNotEmpty", columns, 1);
  return rowCheck({
    check: "rowIsNotEmpty",
    columns: names,
    sentence: `one of ${inWords(names)} must not be missing`,
    rows: not(allOf(...names.map((name) => isAbsent(name)))),
    options: parseRowOptions("rowIsNotEmpty", options, {}),
  });
}
