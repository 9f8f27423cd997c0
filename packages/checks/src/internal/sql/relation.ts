import type { SqlDialect } from "./dialects/dialect.ts";
import { joined, raw, sql } from "./fragment.ts";
import type { Fragment } from "./fragment.ts";
import { identifier } from "./quoted.ts";
import type { SqlColumn } from "./sql-column.ts";

/** A table, view or file whose columns are known. */
export interface Relation {
  readonly dialect: SqlDialect;
  /** What stands after FROM. */
  readonly from: Fragment;
  readonly columns: readonly SqlColumn[];
  /** The position of a row from 0, in SQL over the table itself; undefined where rows have no order. */
  readonly rowNumber: Fragment | undefined;
  /** Whether the first rows of a result are the first rows of the table, so that they need no sorting. */
  readonly keepsOrder: boolean;
  /** Greatest number of rows that are read for what SQL cannot compute. */
  readonly readRows: number;
}

/** Parts of a query over a relation. */
export interface QueryParts {
  readonly outputs: readonly Fragment[];
  readonly where?: Fragment | undefined;
  /** Whether `rn`, the position of the row, may be read. */
  readonly numbered?: boolean | undefined;
  readonly tail?: Fragment | undefined;
}

/** The name of the row's position in the inner query. */
export const ROW_NUMBER = raw("rn");

/** A query: its outputs are called r0, r1 and so on, its columns come in canonical form from an inner query that reads no others. */
export function query(relation: Relation, { outputs, where, numbered = false, tail }: QueryParts): Fragment {
  const named = outputs.map((output, i) => sql`${output} as ${raw(`r${i}`)}`);
  const parts = [...outputs, ...(where === undefined ? [] : [where]), ...(tail === undefined ? [] : [tail])];
  const source = inner(relation, parts, numbered);
  return sql`select ${joined(named, ", ")} from ${source}${where === undefined ? raw("") : sql` where ${where}`}${tail === undefined ? raw("") : sql` ${tail}`}`;
}

/** The inner query for the columns that some fragments read. */
export function inner(relation: Relation, readers: readonly Fragment[], numbered: boolean): Fragment {
  const { dialect, from } = relation;
  const values = new Set<SqlColumn>();
  const nans = new Set<SqlColumn>();
  for (const use of readers.flatMap((reader) => reader.uses())) (use.part === "value" ? values : nans).add(use.column);
  const joins = [...values].flatMap(({ join }) => (join === undefined ? [] : [join.from]));
  const outputs = [
    ...[...values].map((column) => sql`${column.join?.value ?? canonical(column, dialect)} as ${raw(column.alias)}`),
    ...[...nans].map((column) => sql`${isNan(column, dialect)} as ${raw(column.nanAlias)}`),
    ...(numbered && relation.rowNumber !== undefined ? [sql`${relation.rowNumber} as rn`] : []),
  ];
  if (outputs.length === 0) return sql`${from}`;
  return sql`(select ${joined(outputs, ", ")} from ${from}${joined(joins, "")}) t`;
}

/** A column in the form in which values are compared. */
export function canonical(column: SqlColumn, dialect: SqlDialect): Fragment {
  return dialect.canonical(identifier(column.name, dialect), column.type, column.declared);
}

function isNan(column: SqlColumn, dialect: SqlDialect): Fragment {
  const found = nanTest(column, dialect);
  return found === undefined ? raw("0") : sql`case when ${found} then 1 else 0 end`;
}

/** Whether a value is NaN, in SQL over the table itself; undefined for a column that cannot hold one. */
export function nanTest({ name, type, declared }: SqlColumn, dialect: SqlDialect): Fragment | undefined {
  return type.kind === "number" ? dialect.isNan?.(identifier(name, dialect), declared) : undefined;
}
