import { arrayOf, either, text } from "@mlsys/core";
import type { Aggregate, Fold, ValueCounts } from "../aggregates/aggregate.ts";
import { ChecksError } from "../checks-error.ts";
import type { RowCheckOptions } from "../definition/check-options.ts";
import type { Check, DataAtHand } from "../definition/check.ts";
import { column as valueOf } from "../expressions/build.ts";
import type { Expression, Scalar } from "../expressions/expression.ts";
import { parseRowOptions } from "../internal/define/check-options.ts";
import { columnName, columnNames, inWords } from "../internal/define/columns.ts";
import { otherTable } from "../internal/define/other-table.ts";
import { rowCheck } from "../internal/define/row-check.ts";
import { isMissing } from "../internal/values/scalar.ts";
import { compoundKey } from "../internal/values/value-key.ts";
import type { DataSource } from "../sources/source.ts";
import { foldRequest } from "../internal/memory/accumulators/fold.ts";
import { valuesRequest } from "../internal/memory/accumulators/value-counts.ts";

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
  const own = typeof columns === "string" ? [columnName(kind, columns)] : columnNames(kind, columns, 1);
  const name = text({ minLength: 1 });
  const parsed = parseRowOptions(kind, options, {
    table: { rule: name },
    key: { rule: either(name, arrayOf(name)), default: own },
  });
  const { table } = parsed;
  const keys = typeof parsed.key === "string" ? [parsed.key] : parsed.key;
  if (keys.length !== own.length)
    throw new ChecksError({
      code: "invalidCheck",
      what: "the key has another number of columns",
      where: kind,
      found: `${inWords(own)} and ${inWords(keys)}`,
      fix: "name one column of the key for each column",
    });
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
    prepare: async (data) => {
      const other = table === undefined ? data.source : otherTable(data, table);
      return make(await conditionFor(own, keys, data, other));
    },
  };
}

function undecided(columns: readonly string[]): Expression {
  return { op: "test", columns, test: () => false, missing: "skip" };
}

async function conditionFor(
  columns: readonly string[],
  keys: readonly string[],
  data: DataAtHand,
  other: DataSource,
): Promise<Expression> {
  const { place, engine } = data.source;
  if (place !== undefined && other.place !== undefined && place.database === other.place.database)
    return { op: "exists", columns, path: other.place.path, keys };
  requireSecondLook(data.source, other);
  const found = await keysIn(other, keys, data);
  if (engine === undefined) {
    const known = new Set(found.map(compoundKey));
    return { op: "test", columns, test: (...values) => known.has(compoundKey(values)), missing: "skip", pure: true };
  }
  const [only] = columns;
  if (only !== undefined && columns.length === 1)
    return { op: "in", of: valueOf(only), values: found.flatMap((values) => values as Scalar[]) };
  return { op: "tuple", of: columns.map((name) => valueOf(name)), values: found as Scalar[][] };
}

function requireSecondLook(source: DataSource, other: DataSource): void {
  if (source !== other || source.rereadable) return;
  throw new ChecksError({
    code: "notSupported",
    what: "a stream cannot be looked into before it is checked",
    fix: "give the keys as a table of their own: withTables(stream, { keys })",
  });
}

/** The different keys of a table; in memory with one fold, else as a database lists them. */
async function keysIn(
  other: DataSource,
  keys: readonly string[],
  { collect }: DataAtHand,
): Promise<readonly (readonly unknown[])[]> {
  const [only = ""] = keys;
  const request: Aggregate =
    other.engine === undefined
      ? { ...foldRequest, columns: keys, start: distinctRows }
      : { ...valuesRequest, column: only };
  if (other.engine !== undefined && keys.length > 1)
    throw new ChecksError({
      code: "notSupported",
      what: "keys of several columns are not brought out of a database",
      found: inWords(keys),
      fix: "check a table of the same database",
    });
  const collected = await collect([request], other);
  const missing = keys.find((name) => !collected.columns.includes(name));
  if (missing !== undefined)
    throw new ChecksError({ code: "columnMissing", what: `there is no column ${JSON.stringify(missing)} with keys` });
  const found = collected.answerTo(request);
  if ("error" in found) throw found.error;
  if (request.aggregate === "fold") return found.value as readonly (readonly unknown[])[];
  return (found.value as ValueCounts).list().map(({ value }) => [value]);
}

function distinctRows(): Fold {
  const rows = new Map<string, readonly unknown[]>();
  return {
    add: (values) => {
      if (!values.some(isMissing)) rows.set(compoundKey(values), values);
    },
    answer: () => [...rows.values()],
  };
}
