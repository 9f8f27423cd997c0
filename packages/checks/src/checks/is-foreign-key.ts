import { arrayOf, either, text } from "@mlsys/core/basics";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check } from "../definition/check.ts";
import type { Expression } from "../expressions/expression.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import { inWords } from "../internal/define/columns.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { matchedColumns, occursIn, undecided } from "../internal/define/table-keys.ts";

/** Options of {@link isForeignKey}. */
export interface IsForeignKeyOptions extends RowCheckOptions {
  /** The table that has the key. Default: the checked table itself, as for a parent's id. */
  readonly table?: string | undefined;
  /** The column of the key there, or several in the order of the columns. Default: the same names. */
  readonly key?: string | readonly string[] | undefined;
}

/**
 * Every value must occur in a column of another table: a foreign key. Of several columns the values together must occur together. The other
 * table is given by `withTables`, or is one of the same database, and is then joined there. Rows where a value is missing are not judged.
 * For a list of keys take `isIn`.
 *
 * @param columns - the column, or several.
 * @param options - `table`, `key`; tolerance, condition, severity, name.
 * @returns the check; the examples are the orphans.
 * @throws {ChecksError} `invalidCheck`, `invalidOption`.
 *
 * @example
 * ```ts
 * import { checkSuite, isForeignKey } from "@mlsys/checks";
 *
 * const suite = checkSuite("staff", [isForeignKey("manager", { key: "id" })]);
 * const report = await suite.run({ id: [1, 2, 3], manager: [null, 1, 7] });
 * report.results[0]?.message; // => "manager must occur in id: 1 of 2 rows fails (50 %), first at row 2: 7"
 * ```
 */
export function isForeignKey(columns: string | readonly string[], options: IsForeignKeyOptions = {}): Check {
  const kind = "isForeignKey";
  const name = text({ minLength: 1 });
  const parsed = parseRowOptions(kind, options, { table: { rule: name }, key: { rule: either(name, arrayOf(name)) } });
  const { table } = parsed;
  const [own, keys] = matchedColumns(kind, columns, parsed.key);
  const make = (rows: Expression): Check =>
    rowCheck({
      check: kind,
      columns: own,
      parameters: { table, key: keys },
      sentence: `${inWords(own)} must occur in ${inWords(keys)}${table === undefined ? "" : ` of ${table}`}`,
      rows,
      options: parsed,
    });
  return {
    ...make(undecided(own)),
    prepare: async (data) => make(await occursIn(own, keys, data, table)),
  };
}
