import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { withTables } from "@mlsys/checks";
import type { DataSource, MemoryData } from "@mlsys/checks";
import { sqlTable } from "@mlsys/checks/sql";
import { gunzipSync } from "node:zlib";

/** A test of Great Expectations as data; the format is described beside the file. */
export interface GxCase {
  readonly expectation: string;
  readonly title: string;
  readonly data: Readonly<Record<string, readonly unknown[]>>;
  readonly other?: Readonly<Record<string, readonly unknown[]>>;
  readonly types?: Readonly<Record<string, string>>;
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly expected: {
    readonly success?: boolean;
    readonly observed_value?: unknown;
    readonly unexpected_list?: readonly unknown[];
    readonly unexpected_index_list?: readonly number[];
    readonly exception?: string;
    readonly element_count?: number;
    readonly missing_count?: number;
    readonly unexpected_count?: number;
  };
  readonly tolerance?: number;
  readonly measured?: {
    readonly element_count?: number;
    readonly missing_count?: number;
    readonly unexpected_count?: number;
  };
}

const shared = process.env["MLSYS_SHARED_DATA"] ?? path.resolve(import.meta.dirname, "../../../../../shared/data");
const file = path.join(shared, "gx-cases/cases.jsonl.gz");

/** Whether the cases are on this machine. */
export const gxCasesExist = existsSync(file);

/** All cases. */
export function gxCases(): GxCase[] {
  const lines = gunzipSync(readFileSync(file)).toString("utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as GxCase);
}

/** The data that a case is about: its columns, with another table beside, or in a database where a query of its own is run. */
export function dataOf(gx: GxCase): MemoryData | DataSource {
  const columns = columnsOf(gx);
  const { other, kwargs } = gx;
  if (other !== undefined) return withTables(columns, { [String(kwargs["other_table_name"])]: other });
  return kwargs["unexpected_rows_query"] === undefined ? columns : inSqlite(columns);
}

function inSqlite(columns: Readonly<Record<string, readonly unknown[]>>): DataSource {
  const database = new DatabaseSync(":memory:");
  const names = Object.keys(columns);
  database.exec(`create table batch (${names.join(", ")})`);
  const insert = database.prepare(`insert into batch values (${names.map(() => "?").join(", ")})`);
  const [first = []] = Object.values(columns);
  first.forEach((_, i) => insert.run(...names.map((name) => columns[name]?.[i] as string | number | null)));
  return sqlTable("batch", { dialect: "sqlite", query: (sql, parameters) => database.prepare(sql).all(...parameters) });
}

/** A case's columns, typed as its definition says. */
export function columnsOf({ data, types = {} }: GxCase): Record<string, unknown[]> {
  return Object.fromEntries(
    Object.entries(data).map(([name, values]) => [name, values.map((value) => typed(value, types[name]))]),
  );
}

function typed(value: unknown, type: string | undefined): unknown {
  if (value === null) return null;
  if (type === "string") return typeof value === "string" ? value : JSON.stringify(value);
  if (type?.startsWith("date") === true && typeof value === "string")
    return new Date(/Z$|^\d{4}-\d{2}-\d{2}$/.test(value) ? value : `${value}Z`);
  if (value === "Infinity" || value === "-Infinity") return Number(value);
  return value;
}
