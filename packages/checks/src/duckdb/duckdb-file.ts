import { arrayOf, boolean, integer, oneOf, parseOptions, satisfying, showValue, text } from "@mlsys/core/basics";
import { ChecksError } from "../checks-error.ts";
import { dataSource } from "../internal/data-source.ts";
import { withDuckdb } from "../internal/duckdb/with-duckdb.ts";
import { readerOf } from "../internal/duckdb/reader.ts";
import { collectSql } from "../internal/sql/collect-sql.ts";
import { describedColumns } from "../internal/sql/open-table.ts";
import { sql } from "../internal/sql/fragment.ts";
import type { Relation } from "../internal/sql/relation.ts";
import { raw } from "../internal/sql/fragment.ts";
import { Rehearsal } from "../internal/sql/rehearsal.ts";
import { Statements } from "../internal/sql/statements.ts";
import type { RunStatement } from "../internal/sql/statements.ts";
import { duckdb } from "../internal/sql/dialects/duckdb.ts";
import type { DataSource } from "../sources/source.ts";

/** Options of {@link duckdbFile}. */
export interface DuckdbFileOptions {
  /** What the file holds. Default: what its name ends with: `.csv`, `.tsv`, `.txt`, `.json`, `.jsonl`, `.ndjson`, `.parquet`, also with `.gz` or `.zst`. */
  readonly format?: "csv" | "json" | "parquet" | undefined;
  /** The separator of a CSV file. Default: found in the file. */
  readonly delimiter?: string | undefined;
  /** Whether a CSV file begins with a line of names. Default: found in the file. */
  readonly header?: boolean | undefined;
  /** Texts that mean a missing value in a CSV file. Default: the empty one. */
  readonly missingValues?: readonly string[] | undefined;
  /** Types of columns by name, in DuckDB's words (`{ zip: "VARCHAR" }`), of a CSV file. Default: found in the first rows. */
  readonly columnTypes?: Readonly<Record<string, string>> | undefined;
  /** Threads. Default: one a core. */
  readonly threads?: number | undefined;
  /** Memory after which DuckDB goes to disk, such as `"2GB"`. Default: 80 % of the machine's. */
  readonly memoryLimit?: string | undefined;
  /**
   * Greatest number of rows that are read, of the columns concerned alone, for a check that SQL cannot express: a function of JavaScript, a
   * pattern that DuckDB does not know, texts that are nearly the same. Where there are more, such a check is not evaluated. Default 100,000.
   */
  readonly readRows?: number | undefined;
}

const specs = {
  format: { rule: oneOf("csv", "json", "parquet") },
  delimiter: { rule: text({ minLength: 1 }) },
  header: { rule: boolean() },
  missingValues: { rule: arrayOf(text()) },
  columnTypes: { rule: satisfying("an object from column names to DuckDB's types", isTypes) },
  threads: { rule: integer({ min: 1 }) },
  memoryLimit: { rule: satisfying('a size such as "2GB"', isSize) },
  readRows: { rule: integer({ min: 0 }), default: 100_000 },
} as const;

/**
 * A CSV, JSON Lines or Parquet file, also one larger than memory, as a source of checks. It is read by DuckDB, which the optional package
 * `@duckdb/node-api` brings; the suite runs as SQL, and the report is that of the same rows in memory.
 *
 * @param path - the file; with `*` several of one kind, in the order of their names.
 * @param options - `format`, for CSV `delimiter`, `header`, `missingValues`, `columnTypes`; `threads`, `memoryLimit`, `readRows`.
 * @returns the source, for `suite.run`.
 * @throws {ChecksError} `invalidOption`. A run throws `dependencyMissing` without `@duckdb/node-api`, `sourceFailed` where the file cannot be read.
 *
 * @example
 * ```ts
 * import { mkdtemp, writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { checkSuite, isBetween, isUnique } from "@mlsys/checks";
 * import { duckdbFile } from "@mlsys/checks/duckdb";
 *
 * const file = join(await mkdtemp(join(tmpdir(), "checks-")), "payments.csv");
 * await writeFile(file, "id,amount\n1,12.5\n2,-3\n2,\n");
 * const suite = checkSuite("payments", [isUnique("id"), isBetween("amount", { min: 0 })]);
 * const report = await suite.run(duckdbFile(file));
 * report.results.map((result) => result.unexpectedIndices); // => [[1, 2], [1]]
 * ```
 */
export function duckdbFile(path: string, options: DuckdbFileOptions = {}): DataSource {
  const parsed = parseOptions("duckdbFile", options, specs, ChecksError);
  requirePath(path);
  const reader = readerOf(path, parsed);
  const collectWith =
    (statementsFor: (run: RunStatement, signal?: AbortSignal) => Statements): DataSource["collect"] =>
    async (requests, collectOptions) =>
      withDuckdb(parsed, collectOptions.signal, async (run) => {
        const statements = statementsFor(run, collectOptions.signal);
        return collectSql(await openFile(reader, parsed.readRows, statements), statements, requests, collectOptions);
      });
  return dataSource(
    collectWith((run, signal) => new Statements(duckdb, run, signal)),
    {
      rereadable: true,
      engine: duckdb.name,
      rehearse: (planned) => collectWith((run) => new Rehearsal(duckdb, run, planned)),
    },
  );
}

/** Rows come in the order of the file, which DuckDB keeps. */
async function openFile(from: ReturnType<typeof sql>, readRows: number, statements: Statements): Promise<Relation> {
  const rows = await statements.rows(sql`describe select * from ${from}`, "the columns of the file");
  const columns = describedColumns(rows, statements.dialect);
  return {
    dialect: statements.dialect,
    from,
    columns,
    rowNumber: raw("row_number() over () - 1"),
    keepsOrder: true,
    readRows,
  };
}

function requirePath(path: unknown): void {
  if (typeof path === "string" && path !== "" && !path.includes("\0")) return;
  throw new ChecksError({
    code: "invalidOption",
    what: "the file is not named",
    where: "duckdbFile",
    found: showValue(path),
    fix: "give the path of a file",
  });
}

function isTypes(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === "object" && value !== null && Object.values(value).every((type) => typeof type === "string");
}

function isSize(value: unknown): value is string {
  return typeof value === "string" && /^\d+(?:\.\d+)? ?[KMGT]i?B$/.test(value);
}
