import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Table } from "@mlsys/core";
import type { TableInput } from "@mlsys/core";
import { ChecksError } from "../../checks-error.ts";
import { duckdbFile } from "../../duckdb/duckdb-file.ts";
import type { OpenData } from "../../cli/command-io.ts";
import { isDataSource } from "../data-source.ts";
import { readerOf } from "../duckdb/reader.ts";
import { withDuckdb } from "../duckdb/with-duckdb.ts";
import { duckdb } from "../sql/dialects/duckdb.ts";
import { render, sql } from "../sql/fragment.ts";

/** Rows of a JSON Lines file that are checked at once. */
const BATCH = 10_000;

/** Opens JSON and JSON Lines without further packages, and CSV and Parquet through DuckDB. */
export const openFile: OpenData = async (path) => {
  if (/\.(?:jsonl|ndjson)$/i.test(path)) return jsonLines(path);
  return /\.json$/i.test(path) ? jsonTable(path) : duckdbFile(path);
};

/** A file as a table in memory. */
export async function readTable(path: string, open: OpenData): Promise<TableInput> {
  if (open === openFile && !/\.(?:json|jsonl|ndjson)$/i.test(path)) return duckdbTable(path);
  const data = await open(path);
  if (isDataSource(data))
    throw new ChecksError({
      code: "notSupported",
      what: "the data must be in memory",
      where: path,
      found: "a source that is asked for figures",
      fix: "open it as rows, columns or a table",
    });
  if (typeof data !== "object" || !(Symbol.asyncIterator in data)) return data;
  const rows: object[] = [];
  for await (const batch of data) for (const row of Table.from(batch).toRows()) rows.push(row);
  return rows;
}

async function jsonTable(path: string): Promise<TableInput> {
  const text = await readFile(path, "utf8");
  return parsedLine(text, path, undefined) as TableInput;
}

async function* jsonLines(path: string): AsyncGenerator<object[]> {
  let batch: object[] = [];
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() !== "") batch.push(parsedLine(text, path, line));
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

function parsedLine(text: string, path: string, line: number | undefined): object {
  const where = line === undefined ? path : `${path}, line ${line}`;
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new ChecksError({ code: "invalidData", what: "this is no JSON", where, found: message, cause });
  }
  if (typeof found === "object" && found !== null) return found;
  throw new ChecksError({ code: "invalidData", what: "there is no object", where, found: text.slice(0, 60) });
}

async function duckdbTable(path: string): Promise<TableInput> {
  return withDuckdb({}, undefined, async (run) => {
    const statement = render(sql`select * from ${readerOf(path, {})}`, duckdb.placeholder);
    const rows = (await run(statement.sql, statement.parameters)) as readonly Readonly<Record<string, unknown>>[];
    return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])));
  });
}

/** DuckDB's own types, such as decimals, as numbers where they are such, else as text. */
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  const text = Array.isArray(value) ? JSON.stringify(value) : (value as { toString: () => string }).toString();
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}
