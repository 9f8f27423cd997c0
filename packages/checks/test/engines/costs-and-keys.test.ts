import { checkSuite, isBetween, isIn, isIncreasing, isNotNull, isUnique, meanIsBetween, withKey } from "@mlsys/checks";
import type { DataSource, MemoryData } from "@mlsys/checks";
import { parseReport, redact, toCsv, toHtml, toJUnit, toText } from "@mlsys/checks/report";
import { sqlTable } from "@mlsys/checks/sql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databases } from "../support/databases.ts";
import type { TestDatabase } from "../support/databases.ts";

const table = {
  id: [11, 12, 13, 14, 15],
  day: ["mo", "tu", "tu", "we", "we"],
  amount: [5, -1, null, -7, 3],
  kind: ["a", "b", "a", "x", "a"],
};
const suite = checkSuite("payments", [
  isBetween("amount", { min: 0 }),
  isIn("kind", ["a", "b"]),
  isUnique(["day", "kind"]),
  isUnique("kind", { report: "extra" }),
  isBetween("amount", { min: 0, groupBy: "day" }),
  meanIsBetween("amount", { min: 0 }),
  isNotNull("id"),
  isIncreasing("amount"),
]);

/** The keys of the failing rows a check. */
async function keysOn(data: MemoryData | DataSource, key: string | string[] = ["id", "day"]): Promise<unknown[][]> {
  const { results } = await suite.run(withKey(data, key));
  return results.map(({ unexpectedKeys }) =>
    [...unexpectedKeys].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  );
}

const expected = [[12, 14], [14], [], [13, 15], [12, 14], [], [], [12, 14]].map((ids) =>
  ids.map((id) => ({ id, day: table.day[id - 11] })),
);

describe("the key of rows that fail", () => {
  test("is in the report of data in memory and of a stream", async () => {
    async function* batches(): AsyncGenerator<object[]> {
      for (let i = 0; i < 5; i++)
        yield [Object.fromEntries(Object.entries(table).map(([name, values]) => [name, values[i]]))];
    }
    expect(await keysOn(table)).toEqual(expected);
    expect(await keysOn(batches())).toEqual(expected);
  });

  test("is in words, in CSV, and hidden where its column is personal", async () => {
    const report = await suite.run(withKey(table, "id"));
    expect(report.results[0].message).toBe("amount must be at least 0: 2 of 4 rows fail (50 %), first at id 12: -1");
    expect(toText(report)).toContain("then id 14: -7");
    expect(toCsv(report).split("\n").slice(0, 2)).toEqual([
      "check,severity,columns,row,value,key id",
      "isBetween(amount),error,amount,1,-1,12",
    ]);
    const safe = redact(report, ["id"]);
    expect(safe.results[0]?.unexpectedKeys).toEqual([{ id: "[redacted]" }, { id: "[redacted]" }]);
    expect(safe.results[0]?.message).toBe("isBetween(amount) failed: 2 of 4 unexpected (50 %), 1 missing");
    expect(safe.results[0]?.unexpectedExamples).toEqual([-1, -7]);
  });

  test("must be a column", async () => {
    await expect(suite.run(withKey(table, "idd"))).rejects.toMatchObject({ code: "invalidOption" });
    expect(() => withKey(table, [])).toThrow(/not named/);
  });
});

describe.each(databases)("in $name", ({ open, isThere }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    if (!isThere) return;
    database = await open();
    await database.execute(
      "create table payments (id integer, day varchar(9), amount double precision, kind varchar(9))",
    );
    const rows = table.id.map((id, i) => `(${id}, '${table.day[i]}', ${table.amount[i]}, '${table.kind[i]}')`);
    await database.execute(`insert into payments values ${rows.join(", ")}`);
  });
  afterAll(async () => {
    if (isThere) await database.close();
  });

  test.skipIf(!isThere)("the key is in the report, with and without an order", async () => {
    const { dialect, query } = database;
    expect(await keysOn(sqlTable("payments", { dialect, query, orderBy: "id" }))).toEqual(expected);
    const unordered = await keysOn(sqlTable("payments", { dialect, query }));
    expect(unordered.slice(0, 3)).toEqual(expected.slice(0, 3));
    expect(unordered[3]).toHaveLength(2);
    await expect(suite.run(withKey(sqlTable("payments", { dialect, query }), "nr"))).rejects.toMatchObject({
      code: "invalidOption",
    });
  });

  test.skipIf(!isThere)("each check knows its statements and how long they took", async () => {
    const { dialect, query } = database;
    const report = await suite.run(sqlTable("payments", { dialect, query }));
    expect(report.costs.length).toBe(report.results.length);
    const purposes = report.costs.map(({ statements }) => statements.map((at) => report.statements[at]?.purpose));
    expect(purposes[0]).toEqual(["the aggregate pass", "evidence"]);
    expect(purposes[2]?.sort()).toEqual(["a pass by groups", "the aggregate pass"]);
    expect(purposes[5]).toEqual(["the aggregate pass"]);
    expect(purposes[7]).toEqual([]);
    for (const [i, { durationMs, statements }] of report.costs.entries()) {
      const sum = statements.reduce((total, at) => total + (report.statements[at]?.durationMs ?? 0), 0);
      expect([i, durationMs]).toEqual([i, sum]);
      expect(i === 7 || durationMs > 0).toBe(true);
    }
    const page = toHtml(report);
    expect(page).toContain('<a href="#sql-1">SQL 2</a>');
    expect(page).toContain('<li id="sql-0">the aggregate pass');
    expect(page).toContain("<dt>took</dt>");
    expect(toJUnit(report)).toMatch(/<testcase name="isBetween\(amount\)" classname="payments" time="0\.\d{3}">/);
    expect(parseReport(JSON.stringify(report))).toEqual(JSON.parse(JSON.stringify(report)));
    expect(redact(report, ["amount"]).statements.every(({ parameters }) => parameters.length === 0)).toBe(true);
  });
});

test("data in memory has times and no statements; an older report has neither", async () => {
  const report = await suite.run(table);
  expect(report.statements).toEqual([]);
  expect(report.costs.map(({ statements }) => statements)).toEqual(report.results.map(() => []));
  expect(report.costs.every(({ durationMs }) => durationMs >= 0 && durationMs < report.durationMs)).toBe(true);
  expect(report.costs.some(({ durationMs }) => durationMs > 0)).toBe(true);
  const older = Object.fromEntries(
    Object.entries(report).filter(([name]) => name !== "costs" && name !== "statements"),
  );
  expect(parseReport(older)).toMatchObject({ costs: [], statements: [] });
});
