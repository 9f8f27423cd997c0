import { arrayOf, either, text } from "@mlsys/core/basics";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import type { Expression } from "../expressions/expression.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import { columnName, inWords } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { matchedColumns, occursIn, undecided } from "../internal/define/table-keys.ts";

/** Options of {@link isNotInTable}. */
export interface IsNotInTableOptions extends RowCheckOptions {
  /** The columns there, in the order of the columns. Default: the same names. */
  readonly key?: string | readonly string[] | undefined;
}

/**
 * No row may occur in another table too: test data that is also training data, an index or a day that is in both. The values of all columns
 * together count; rows where one is missing are not judged. The other table is given by `withTables`, or is one of the same database.
 *
 * @param columns - the column, or several.
 * @param table - the other table's name.
 * @param options - `key`; tolerance, condition, severity, name.
 * @returns the check.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, withTables } from "@mlsys/checks";
 * import { isNotInTable } from "@mlsys/checks/integrity";
 *
 * const suite = checkSuite("test set", [isNotInTable("text", "train")]);
 * const report = await suite.run(withTables({ text: ["new", "known"] }, { train: { text: ["known", "old"] } }));
 * report.results[0]?.unexpectedIndices; // => [1]
 * ```
 */
export function isNotInTable(
  columns: string | readonly string[],
  table: string,
  options: IsNotInTableOptions = {},
): Check {
  const kind = "isNotInTable";
  const other = columnName(kind, table);
  const name = text({ minLength: 1 });
  const parsed = parseRowOptions(kind, options, { key: { rule: either(name, arrayOf(name)) } });
  const [own, keys] = matchedColumns(kind, columns, parsed.key);
  const make = (rows: Expression): Check =>
    rowCheck({
      check: kind,
      columns: own,
      parameters: { table: other, key: keys },
      sentence: `${inWords(own)} must not occur in ${other}`,
      rows,
      options: parsed,
    });
  return {
    ...make(undecided(own)),
    prepare: async (data) => make({ op: "not", of: await occursIn(own, keys, data, other) }),
  };
}
