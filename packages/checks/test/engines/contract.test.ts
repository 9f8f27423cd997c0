import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { duckdbFile } from "@mlsys/checks/duckdb";
import { sourceContract } from "@mlsys/checks/testing";
import type { ContractTable } from "@mlsys/checks/testing";
import { Table } from "@mlsys/core";
import { afterAll, beforeAll, describe, test } from "vitest";
import { arrowTable } from "../support/arrow.ts";
import { batchesOf } from "../support/batches.ts";
import { databases, storeTable } from "../support/databases.ts";
import type { TestDatabase } from "../support/databases.ts";

describe.each(databases)("$name", ({ open, isThere }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    if (isThere) database = await open();
  });
  afterAll(async () => {
    if (isThere) await database.close();
  });

  test.skipIf(!isThere).each(sourceContract())("$name", async ({ table, check }) => {
    const source = await storeTable(database, table);
    await check(source, { oddNumbers: ["postgres", "duckdb"].includes(database.dialect) });
  });
});

describe("a Parquet file", () => {
  test.each(sourceContract())("$name", async ({ table, check }) => {
    const { file, remove } = await parquetFile(table);
    await check(duckdbFile(file, { threads: 2 }));
    await remove();
  });
});

/** The table in a Parquet file, in the order of its rows. */
async function parquetFile(table: ContractTable): Promise<{ file: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), "mlsys checks "));
  const file = path.join(folder, "it's a table.parquet");
  const database = await databases.find(({ name }) => name === "DuckDB")?.open();
  if (database !== undefined) {
    await storeTable(database, table);
    await database.execute(
      `copy (from ${table.name} order by "row") to '${file.replaceAll("'", "''")}' (format parquet)`,
    );
    await database.close();
  }
  return { file, remove: () => rm(folder, { recursive: true }) };
}

describe("a Table", () => {
  test.each(sourceContract())("$name", async ({ table, check }) => {
    await check(Table.from(table.columns));
  });
});

describe.each([
  ["plain", 1000],
  ["plain", 7],
  ["dictionary", 1000],
  ["dictionary", 7],
] as const)("an Arrow table with texts %s, in chunks of %i rows", (texts, chunkRows) => {
  test.each(sourceContract())("$name", async ({ table, check }) => {
    await check(arrowTable(table.columns, table.types, { texts, chunkRows }));
  });
});

describe.each([1, 7, 1000])("a stream in batches of %i", (size) => {
  test.each(sourceContract())("$name", async ({ table, check }) => {
    await check(batchesOf(table.columns, table.numRows, size));
  });
});
