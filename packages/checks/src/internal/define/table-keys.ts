import type { Aggregate, Combinations, Fold } from "../../aggregates/aggregate.ts";
import { ChecksError } from "../../checks-error.ts";
import type { DataAtHand } from "../../definition/check.ts";
import { column as valueOf } from "../../expressions/build.ts";
import type { Expression, Scalar } from "../../expressions/expression.ts";
import type { DataSource } from "../../sources/source.ts";
import { isMissing } from "../values/scalar.ts";
import { compoundKey } from "../values/value-key.ts";
import { columnName, columnNames, inWords } from "./columns.ts";
import { otherTable } from "./other-table.ts";
import { foldRequest } from "../memory/accumulators/fold.ts";

/**
 * The columns, and those of the key in the same order; by default of the same names.
 *
 * @throws {ChecksError} `invalidCheck` when they are not as many.
 */
export function matchedColumns(
  kind: string,
  columns: string | readonly string[],
  key: string | readonly string[] | undefined,
): readonly [columns: readonly string[], keys: readonly string[]] {
  const own = typeof columns === "string" ? [columnName(kind, columns)] : columnNames(kind, columns, 1);
  const keys = key === undefined ? own : typeof key === "string" ? [key] : key;
  if (keys.length === own.length) return [own, keys];
  throw new ChecksError({
    code: "invalidCheck",
    what: "the key has another number of columns",
    where: kind,
    found: `${inWords(own)} and ${inWords(keys)}`,
    fix: "name one column of the key for each column",
  });
}

/** The condition of a check whose other table is not known yet. */
export function undecided(columns: readonly string[]): Expression {
  return { op: "test", columns, test: () => false, missing: "skip" };
}

/** The condition that the values of columns together occur as a key of another table; without a name, of the table itself. */
export async function occursIn(
  columns: readonly string[],
  keys: readonly string[],
  data: DataAtHand,
  table: string | undefined,
): Promise<Expression> {
  const other = table === undefined ? data.source : otherTable(data, table);
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
  const request: Aggregate =
    other.engine === undefined
      ? { ...foldRequest, columns: keys, start: distinctRows }
      : { aggregate: "combinations", columns: keys };
  const collected = await collect([request], other);
  const missing = keys.find((name) => !collected.columns.includes(name));
  if (missing !== undefined)
    throw new ChecksError({ code: "columnMissing", what: `there is no column ${JSON.stringify(missing)} with keys` });
  const found = collected.answerTo(request);
  if ("error" in found) throw found.error;
  if (request.aggregate === "fold") return found.value as readonly (readonly unknown[])[];
  const { list } = found.value as Combinations;
  return list.map(({ values }) => values).filter((values) => !values.some(isMissing));
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
