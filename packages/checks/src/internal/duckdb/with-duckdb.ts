import type { DuckDBInstance } from "@duckdb/node-api";
import { ChecksError } from "../../checks-error.ts";
import type { RunStatement } from "../sql/statements.ts";

/** Settings of a DuckDB instance. */
export interface DuckdbSettings {
  readonly threads?: number | undefined;
  readonly memoryLimit?: string | undefined;
}

/**
 * Opens a DuckDB in memory, hands it over, and closes it again.
 *
 * @throws {ChecksError} `dependencyMissing` when `@duckdb/node-api` is not installed.
 */
export async function withDuckdb<T>(
  { threads, memoryLimit }: DuckdbSettings,
  signal: AbortSignal | undefined,
  use: (run: RunStatement) => Promise<T>,
): Promise<T> {
  const duckdbModule = await load();
  const instance = await duckdbModule.DuckDBInstance.create(":memory:", {
    ...(threads === undefined ? {} : { threads: String(threads) }),
    ...(memoryLimit === undefined ? {} : { memory_limit: memoryLimit }),
  });
  const connection = await instance.connect();
  const interrupt = (): void => connection.interrupt();
  signal?.addEventListener("abort", interrupt);
  try {
    const run = async (sql: string, parameters: readonly (string | number)[]): Promise<unknown> =>
      (await connection.runAndReadAll(sql, [...parameters])).getRowObjectsJS();
    return await use(run);
  } finally {
    signal?.removeEventListener("abort", interrupt);
    connection.closeSync();
    instance.closeSync();
  }
}

async function load(): Promise<{ readonly DuckDBInstance: typeof DuckDBInstance }> {
  try {
    return await import("@duckdb/node-api");
  } catch (cause) {
    throw new ChecksError({
      code: "dependencyMissing",
      what: "DuckDB is not installed",
      where: "duckdbFile",
      found: cause instanceof Error ? cause.message : String(cause),
      fix: "npm install @duckdb/node-api",
      cause,
    });
  }
}
