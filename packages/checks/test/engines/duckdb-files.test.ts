import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { checkSuite, isBetween, isIn, isIncreasing, isNotNull, isOfType, isUnique, meanIsBetween } from "@mlsys/checks";
import { duckdbFile } from "@mlsys/checks/duckdb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const rows = Array.from({ length: 5000 }, (_, i) => ({
  id: i % 100 === 99 ? i - 1 : i,
  amount: i % 50 === 7 ? null : (i % 200) - 0.5,
  kind: ["card", "cash", "it's"][i % 3],
}));
const suite = checkSuite("payments", [
  isUnique("id"),
  isIncreasing("id", { strictly: true }),
  isBetween("amount", { min: 0, max: 150 }),
  isNotNull("amount", { mostly: 0.9 }),
  isIn("kind", ["card", "cash"]),
  isOfType("amount", "integer"),
  meanIsBetween("amount", { min: 0 }),
]);

describe("a file", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "mlsys checks "));
  });
  afterAll(async () => rm(folder, { recursive: true }));

  async function file(name: string, content: string | Uint8Array): Promise<string> {
    const place = path.join(folder, name);
    await writeFile(place, content);
    return place;
  }

  const csv = ["id,amount,kind", ...rows.map(({ id, amount, kind }) => `${id},${amount ?? ""},"${kind ?? ""}"`)].join(
    "\n",
  );
  const json = rows.map((row) => JSON.stringify(row)).join("\n");
  test.each([
    ["payments.csv", csv],
    ["it's.csv.gz", gzipSync(csv)],
    ["payments.tsv", csv.replaceAll(",", "\t")],
    ["payments.jsonl", json],
    ["payments.ndjson.gz", gzipSync(json)],
  ])("%s gives the report of its rows in memory", async (name, content) => {
    const expected = await suite.run(rows);
    const report = await suite.run(duckdbFile(await file(name, content), { threads: 2, memoryLimit: "1GB" }));
    const { results, summary, passed, rowCount, columnNames } = expected;
    expect(report).toMatchObject({ results, summary, passed, rowCount, columnNames });
  });

  test("takes what it is told of a CSV file", async () => {
    const place = await file("odd.data", "zip;n\n01234;-\n00001;2\n");
    const source = duckdbFile(place, {
      format: "csv",
      delimiter: ";",
      header: true,
      missingValues: ["-", "it's"],
      columnTypes: { zip: "VARCHAR" },
    });
    const report = await checkSuite("odd", [isIn("zip", ["01234"]), isNotNull("n"), isBetween("n", { max: 1 })]).run(
      source,
    );
    expect(report.results.map(({ unexpectedExamples }) => unexpectedExamples)).toEqual([["00001"], [null], [2]]);
  });

  test("that is not there or is broken fails the run, with the reason", async () => {
    await expect(suite.run(duckdbFile(path.join(folder, "nowhere.parquet")))).rejects.toMatchObject({
      code: "sourceFailed",
    });
    const broken = await file("broken.parquet", "PAR1 but not really");
    await expect(suite.run(duckdbFile(broken))).rejects.toMatchObject({ code: "sourceFailed" });
    expect(() => duckdbFile("payments.xlsx")).toThrow(/does not tell what the file holds/);
    expect(() => duckdbFile("")).toThrow(/not named/);
  });

  test("can be given up on", async () => {
    const place = await file("long.csv", csv);
    await expect(suite.run(duckdbFile(place), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "aborted",
    });
  });
});
