import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkSuite } from "@mlsys/checks";
import type { CheckSuite, DataSource } from "@mlsys/checks";
import { duckdbFile } from "@mlsys/checks/duckdb";
import type { Table } from "@mlsys/core";
import { DuckDBInstance } from "@duckdb/node-api";
import { build } from "esbuild";
import type { BenchmarkCase, PreparedCase } from "../benchmark-case.ts";
import { paymentChecks, payments, writeForPeer } from "../payments.ts";
import { sources } from "../places.ts";

const ROWS = 5_000_000;
/** Both sides of a comparison over files use as many. */
const THREADS = 2;

/** Twenty-five checks of five million rows of ten columns: in memory without loading, and over files with it; and the first of all verdicts. */
export const cases: readonly BenchmarkCase[] = [
  { name: "checks-5e6x10-gx", n: ROWS, peer: { python: "great_expectations" }, goal: 20, prepare: inMemory },
  { name: "checks-5e6x10-pandera", n: ROWS, peer: { python: "pandera" }, goal: 3, prepare: inMemory },
  {
    name: "checks-5e6x10-csv-duckdb",
    n: ROWS,
    peer: { python: "duckdb" },
    goal: 0.77,
    prepare: (folder) => overFile(folder, "csv"),
  },
  {
    name: "checks-5e6x10-parquet-duckdb",
    n: ROWS,
    peer: { python: "duckdb" },
    goal: 0.77,
    prepare: (folder) => overFile(folder, "parquet"),
  },
  { name: "checks-first-verdict-gx", n: 100, peer: { python: "great_expectations" }, goal: 20, prepare: firstVerdict },
];

async function inMemory(folder: string): Promise<PreparedCase> {
  const table = payments(ROWS);
  await writeForPeer(table, folder);
  const suite = checkSuite("payments", paymentChecks());
  return { run: () => passing(suite, table) };
}

async function overFile(folder: string, format: "csv" | "parquet"): Promise<PreparedCase> {
  const file = join(folder, `payments.${format}`);
  await writePayments(file, format);
  const suite = checkSuite("payments", paymentChecks());
  return { run: () => passing(suite, duckdbFile(file, { threads: THREADS })) };
}

async function passing(suite: CheckSuite, data: Table | DataSource): Promise<void> {
  const report = await suite.run(data);
  if (!report.passed) throw new Error(report.results.find(({ success }) => !success)?.message);
}

/** The same kinds of columns as in memory, drawn by DuckDB. */
async function writePayments(file: string, format: string): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:", { threads: String(THREADS) });
  const connection = await instance.connect();
  const gap = (value: string): string => `case when i % 100 <> 50 then ${value} end`;
  await connection.run(`copy (select ${gap("random() * 1000")} as f1, ${gap("random() + random() + random() - 1.5")} * 2 as f2, ${gap("random() * 2 - 1")} as f3,
    cast(floor(random() * 100) as integer) as i1, cast(floor(random() * 100) as integer) - 50 as i2, cast(floor(random() * 1000000) as integer) as i3,
    ['card', 'cash', 'transfer', 'voucher'][1 + i % 4] as s1, ['DE', 'FR', 'IT', 'ES', 'PT', 'NL', 'BE', 'AT'][1 + i % 8] as s2,
    'id-' || lpad(cast(i as varchar), 8, '0') as id, timestamp '2023-11-14 22:13:20' + interval (i) second as ts from range(${ROWS}) r(i)) to '${file}' (format ${format})`);
  connection.closeSync();
  instance.closeSync();
}

/** From the start of a process to a verdict on 100 rows; of JavaScript, as it is installed. */
async function firstVerdict(folder: string): Promise<PreparedCase> {
  const outdir = join(folder, "built");
  await build({
    entryPoints: [fileURLToPath(new URL("processes/first-verdict.ts", sources))],
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    conditions: ["@mlsys/source"],
    logLevel: "warning",
  });
  const run = async (): Promise<void> => {
    const child = spawn(process.execPath, [join(outdir, "first-verdict.mjs")], { stdio: "inherit" });
    const [code] = (await once(child, "exit")) as [number];
    if (code !== 0) throw new Error(`the process ended with ${code}`);
  };
  return { run };
}
