import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkSuite, customCheck, fromPartialStates, partialState, withTables } from "@mlsys/checks";
import type { Check, ChecksReport, DataSource, MemoryData } from "@mlsys/checks";
import { matchesSchema } from "@mlsys/checks/schema";
import { queryFindsNothing, sqlTable } from "@mlsys/checks/sql";
import { expect, test } from "vitest";
import { z } from "zod";
import { contractTables } from "../../src/testing/contract-table.ts";
import { allChecks } from "../support/all-checks.ts";
import { batchesOf } from "../support/batches.ts";
import { databases, storeTable } from "../support/databases.ts";

const page = fileURLToPath(new URL("../../../../docs/checks/engines.md", import.meta.url));
const TABLE = "contract";

/** Whether the checks of a kind were judged, by the kind. */
function judged(report: ChecksReport, checks: readonly Check[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  report.results.forEach(({ reason }, i) => {
    const kind = checks[i]?.check ?? "";
    const is = reason === "notSupported" || reason === "tableMissing" ? "no" : "yes";
    found.set(kind, (found.get(kind) ?? is) === is ? is : "in part");
  });
  return found;
}

test("the page of engines says of each check how every engine judges it", { timeout: 120_000 }, async () => {
  const own = [
    ...allChecks().filter(({ parameters }) => parameters["groupBy"] === undefined),
    customCheck("customCheck", "number", () => true),
    matchesSchema(z.object({ number: z.number() })),
    queryFindsNothing("select * from {table} where 1 = 0"),
  ];
  const suite = checkSuite("all", own);
  const contract = contractTables().find(({ numRows }) => numRows === 60);
  const offer = databases.find(({ name }) => name === "DuckDB");
  if (contract === undefined || offer === undefined) throw new TypeError("no table or no database");
  const { hostile = [], ...columns } = Object.fromEntries(
    Object.entries(contract.columns).map(([name, values]) => [name.startsWith("a ") ? "hostile" : name, values]),
  );
  const table = { ...columns, 'a "b" `c`; --': hostile };
  const run = async (data: MemoryData | DataSource): Promise<ReadonlyMap<string, string>> =>
    judged(await suite.run(data), own);

  const inMemory = await run(withTables(table, { [TABLE]: table }));
  const onStream = await run(withTables(batchesOf(table, 60, 7), { [TABLE]: table }));
  const ofParts = await run(fromPartialStates([await partialState(suite, table)]));
  const database = await offer.open();
  await storeTable(database, { ...contract, name: TABLE });
  const { dialect, query } = database;
  const inOrder = { dialect, query, orderBy: "row" } as const;
  const bySql = await run(sqlTable(TABLE, { ...inOrder, readRows: 0 }));
  const byRows = await run(sqlTable(TABLE, inOrder));
  const listing = new Map<string, boolean>();
  for (const check of own) {
    const { statements } = await checkSuite("one", [check]).run(sqlTable(TABLE, { ...inOrder, readRows: 0 }));
    const lists = statements.some(({ sql }) => sql.includes("limit 10000"));
    listing.set(check.check, (listing.get(check.check) ?? false) || lists);
  }
  await database.close();

  const inDatabase = (kind: string): string => {
    if (bySql.get(kind) === "yes") return listing.get(kind) === true ? "SQL, distinct values" : "SQL";
    return byRows.get(kind) === "yes" ? "rows" : "no";
  };
  const rows = [...inMemory.keys()]
    .sort()
    .map((kind) => [
      `\`${kind}\``,
      ...[inMemory, onStream, ofParts].map((on) => on.get(kind) ?? "no"),
      inDatabase(kind),
    ]);
  const heads = ["check", "memory", "stream", "parts", "file, database"];
  const widths = heads.map((head, k) => Math.max(head.length, ...rows.map((row) => row[k]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, k) => cell.padEnd(widths[k] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  const expected = [line(heads), rule, ...rows.map(line)].join("\n");
  const text = readFileSync(page, "utf8");
  expect(text.slice(text.indexOf("| check")).trimEnd()).toBe(expected);
});
