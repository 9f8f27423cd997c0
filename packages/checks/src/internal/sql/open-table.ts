import { showValue } from "@mlsys/core/basics";
import { ChecksError } from "../../checks-error.ts";
import { sqlite, storageClasses, typeOfStorage } from "./dialects/sqlite.ts";
import type { SqlDialect } from "./dialects/dialect.ts";
import { spark } from "./dialects/warehouses.ts";
import { count } from "./decode.ts";
import { joined, raw, sql } from "./fragment.ts";
import type { Fragment } from "./fragment.ts";
import { identifier } from "./quoted.ts";
import type { Relation } from "./relation.ts";
import type { SqlColumn, SqlColumnType } from "./sql-column.ts";
import type { SqlRow, Statements } from "./statements.ts";

/** The most columns whose storage SQLite is asked for in one statement. */
const PROBED = 100;

/**
 * Finds a table and its columns in the catalogue. A name with points that is no table's is read as schema and table.
 *
 * @throws {ChecksError} `invalidData` when there is no such table; `columnMissing` when it lacks a column to order by.
 */
export async function openTable(
  path: readonly string[],
  orderBy: readonly string[],
  readRows: number,
  statements: Statements,
): Promise<Relation> {
  const { dialect } = statements;
  const [found, rows] = await findTable(path, statements);
  const from = joined(
    found.map((part) => identifier(part, dialect)),
    ".",
  );
  const columns = await columnsOf(rows, from, statements);
  const missing = orderBy.find((name) => !columns.some((column) => column.name === name));
  if (missing !== undefined) throw lacks(path, `no column ${JSON.stringify(missing)} to order by`);
  const order = joined(
    orderBy.map((name) => identifier(name, dialect)),
    ", ",
  );
  const rowNumber = orderBy.length === 0 ? undefined : sql`row_number() over (order by ${order}) - 1`;
  return { dialect, from, columns, rowNumber, keepsOrder: false, readRows };
}

async function findTable(
  path: readonly string[],
  statements: Statements,
): Promise<[readonly string[], readonly SqlRow[]]> {
  const dotted = path.length === 1 && path[0]?.includes(".") === true ? [path[0].split(".")] : [];
  for (const names of [path, ...dotted]) {
    names.forEach((name) => identifier(name, statements.dialect));
    const rows = await statements.rows(statements.dialect.catalogue(names), "the catalogue");
    if (rows.length > 0) return [names, rows];
  }
  throw lacks(path, "no table or view of this name that this user may read");
}

async function columnsOf(
  rows: readonly SqlRow[],
  from: Fragment,
  statements: Statements,
): Promise<readonly SqlColumn[]> {
  const columns = describedColumns(rows, statements.dialect);
  if (statements.dialect !== sqlite) return columns;
  const types = await storedTypes(columns, from, statements);
  return columns.map((column, i) => ({ ...column, type: types[i] ?? column.type }));
}

/** The columns of a catalogue's rows; Spark's DESCRIBE names them otherwise and goes on with partitions after an empty line. */
export function describedColumns(rows: readonly SqlRow[], dialect: SqlDialect): readonly SqlColumn[] {
  const named = rows.map((row) => ({
    name: textOf(row["name"] ?? row["col_name"] ?? row["column_name"]),
    declared: textOf(row["type"] ?? row["data_type"] ?? row["column_type"]),
  }));
  const end = named.findIndex(({ name }) => name === "" || name.startsWith("#"));
  const listed = dialect === spark && end !== -1 ? named.slice(0, end) : named;
  return listed.map(({ name, declared }, i) => ({
    name,
    declared,
    type: dialect.typeOf(declared),
    alias: `c${i}`,
    nanAlias: `n${i}`,
  }));
}

/** SQLite keeps values of any kind in any column, so that their kinds are counted. */
async function storedTypes(
  listed: readonly { readonly name: string; readonly declared: string }[],
  from: Fragment,
  statements: Statements,
): Promise<readonly SqlColumnType[]> {
  const types: SqlColumnType[] = [];
  for (let at = 0; at < listed.length; at += PROBED) {
    const part = listed.slice(at, at + PROBED);
    const figures = part.flatMap(({ name }) => storageClasses(identifier(name, sqlite)));
    const outputs = figures.map((figure, i) => sql`${figure} as ${raw(`r${i}`)}`);
    const [row = {}] = await statements.rows(sql`select ${joined(outputs, ", ")} from ${from}`, "the types of values");
    part.forEach(({ declared }, i) =>
      types.push(
        typeOfStorage(
          declared,
          [0, 1, 2, 3].map((k) => count(row[`r${4 * i + k}`])),
        ),
      ),
    );
  }
  return types;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : value instanceof Uint8Array ? new TextDecoder().decode(value) : "";
}

function lacks(path: readonly string[], found: string): ChecksError {
  return new ChecksError({
    code: "invalidData",
    what: "the table cannot be read",
    where: `sqlTable(${showValue(path.join("."))})`,
    found,
    fix: "give the name as the database has it, with its schema as [schema, table]",
  });
}
