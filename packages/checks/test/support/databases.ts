import { DatabaseSync } from "node:sqlite";
import { connect } from "node:net";
import { DuckDBInstance } from "@duckdb/node-api";
import mysql from "mysql2/promise";
import pg from "pg";
import { sqlTable } from "@mlsys/checks/sql";
import type { SqlDialect, SqlQuery } from "@mlsys/checks/sql";
import type { DataSource } from "@mlsys/checks";
import type { ContractTable, ContractType } from "@mlsys/checks/testing";

/** A database that a test may fill and check. */
export interface TestDatabase {
  readonly dialect: SqlDialect;
  readonly query: SqlQuery;
  /** Runs SQL without parameters. */
  readonly execute: (sql: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A database that may be there, by its name. */
export interface DatabaseOffer {
  readonly name: string;
  readonly open: () => Promise<TestDatabase>;
  readonly isThere: boolean;
}

const postgresUrl = process.env["MLSYS_POSTGRES_URL"] ?? "postgresql://postgres@127.0.0.1:5432/test";
const mariadbUrl = process.env["MLSYS_MARIADB_URL"] ?? "mysql://root@127.0.0.1:3306/test";
const inCi = process.env["CI"] !== undefined && process.env["CI"] !== "";

/** The databases that can be started here; in CI those with a server must be there. */
export const databases: readonly DatabaseOffer[] = [
  { name: "SQLite", open: openSqlite, isThere: true },
  { name: "DuckDB", open: openDuckdb, isThere: true },
  { name: "PostgreSQL", open: openPostgres, isThere: inCi || (await answers(postgresUrl)) },
  { name: "MariaDB", open: openMariadb, isThere: inCi || (await answers(mariadbUrl)) },
];

function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

async function openSqlite(): Promise<TestDatabase> {
  const database = new DatabaseSync(":memory:");
  database.function("regexp", { deterministic: true }, (pattern, text) =>
    text === null ? null : Number(new RegExp(pattern as string, "u").test(text as string)),
  );
  return Promise.resolve({
    dialect: "sqlite",
    query: (sql, parameters) => database.prepare(sql).all(...parameters),
    execute: async (sql) => {
      database.exec(sql);
      return Promise.resolve();
    },
    close: async () => {
      database.close();
      return Promise.resolve();
    },
  });
}

async function openDuckdb(): Promise<TestDatabase> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  return {
    dialect: "duckdb",
    query: async (sql, parameters) => (await connection.runAndReadAll(sql, parameters)).getRowObjectsJS(),
    execute: async (sql) => {
      await connection.run(sql);
    },
    close: async () => {
      connection.closeSync();
      instance.closeSync();
      return Promise.resolve();
    },
  };
}

/** A schema of its own, which goes with the connection. */
async function openPostgres(): Promise<TestDatabase> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  const schema = `mlsys_checks_${process.pid}_${Math.trunc(performance.now() * 1000)}`;
  await client.query(`create schema ${schema}; set search_path to ${schema}`);
  return {
    dialect: "postgres",
    query: (sql, parameters) => client.query(sql, parameters),
    execute: async (sql) => {
      await client.query(sql);
    },
    close: async () => {
      await client.query(`drop schema ${schema} cascade`);
      await client.end();
    },
  };
}

async function openMariadb(): Promise<TestDatabase> {
  const connection = await mysql.createConnection(mariadbUrl);
  const schema = `mlsys_checks_${process.pid}_${Math.trunc(performance.now() * 1000)}`;
  await connection.query(`create database ${schema}`);
  await connection.query(`use ${schema}`);
  return {
    dialect: "mariadb",
    query: (sql, parameters) => connection.execute(sql, parameters),
    execute: async (sql) => {
      await connection.query(sql);
    },
    close: async () => {
      await connection.query(`drop database ${schema}`);
      await connection.end();
    },
  };
}

const TYPES: Readonly<Record<string, Readonly<Record<ContractType, string>>>> = {
  sqlite: { integer: "integer", double: "real", string: "text", boolean: "boolean", date: "timestamp" },
  postgres: { integer: "bigint", double: "double precision", string: "text", boolean: "boolean", date: "timestamptz" },
  duckdb: { integer: "bigint", double: "double", string: "varchar", boolean: "boolean", date: "timestamp" },
  mariadb: { integer: "bigint", double: "double", string: "text", boolean: "boolean", date: "datetime(3)" },
};

/** Puts a contract's table into a database and gives its source. */
export async function storeTable(database: TestDatabase, table: ContractTable): Promise<DataSource> {
  const { dialect, execute } = database;
  const quote = dialect === "mariadb" ? "`" : '"';
  const quoted = (name: string): string => quote + name.replaceAll(quote, quote + quote) + quote;
  const types = TYPES[dialect];
  const names = Object.keys(table.columns);
  const declared = names.map((name) => `${quoted(name)} ${types?.[table.types[name] ?? "string"] ?? "text"}`);
  await execute(`create table ${quoted(table.name)} (${declared.join(", ")})`);
  // Backwards, so that nothing rests on the order of insertion.
  const rows = Array.from({ length: table.numRows }, (_, i) => {
    const values = names.map((name) => literal(table.columns[name]?.[table.numRows - 1 - i], dialect));
    return `(${values.join(", ")})`;
  });
  if (rows.length > 0) await execute(`insert into ${quoted(table.name)} values ${rows.join(", ")}`);
  return sqlTable(table.name, { dialect, query: database.query, orderBy: "row" });
}

/** A value as a literal of a dialect; what a dialect cannot hold becomes null. */
export function literal(value: unknown, dialect: SqlDialect): string {
  if (value === null || value === undefined) return "null";
  if (value instanceof Date)
    return `'${value
      .toISOString()
      .replace("T", " ")
      .replace("Z", dialect === "postgres" ? "+00" : "")}'`;
  if (typeof value === "string")
    return `'${(dialect === "mariadb" ? value.replaceAll("\\", "\\\\") : value).replaceAll("'", "''")}'`;
  if (typeof value === "bigint" || typeof value === "boolean") return value.toString();
  if (typeof value !== "number") return "null";
  if (Number.isFinite(value)) return String(value);
  if (dialect === "postgres" || dialect === "duckdb") return `'${value}'`;
  return dialect === "sqlite" && !Number.isNaN(value) ? `${value > 0 ? "" : "-"}9e999` : "null";
}
