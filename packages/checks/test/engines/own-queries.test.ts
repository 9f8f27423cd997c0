import { checkSuite, explain, isNotNull } from "@mlsys/checks";
import { queryFindsNothing, sqlTable } from "@mlsys/checks/sql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databases } from "../support/databases.ts";
import type { TestDatabase } from "../support/databases.ts";

describe.each(databases)("a query of one's own in $name", ({ open, isThere }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    if (!isThere) return;
    database = await open();
    await database.execute("create table sales (shop varchar(9), amount integer)");
    await database.execute("insert into sales values ('a', 5), ('a', -9), ('b', 2), ('c', -1)");
  });
  afterAll(async () => {
    if (isThere) await database.close();
  });

  test.skipIf(!isThere)("fails on what it finds, with the rows, and shows in the plan and the report", async () => {
    const { dialect, query } = database;
    const suite = checkSuite("sales", [
      queryFindsNothing("select shop, amount from {table} where amount < 0 and shop <> 'z)'"),
      queryFindsNothing("with s as (select shop, amount from {table}) select * from s where amount > 99"),
      queryFindsNothing("select * from {table}", { maxUnexpected: 4, severity: "warning", name: "few" }),
      queryFindsNothing("select nothing from {table}"),
      isNotNull("shop"),
    ]);
    const source = sqlTable("sales", { dialect, query });
    await expect(suite.run(source)).rejects.toMatchObject({ code: "sourceFailed" });
    const good = checkSuite(
      "sales",
      suite.checks.filter((_, i) => i !== 3),
    );
    const report = await good.run(source, { examples: 1 });
    expect(report.results.map(({ outcome, unexpectedCount }) => [outcome, unexpectedCount])).toEqual([
      ["failed", 2],
      ["passed", 0],
      ["passed", 4],
      ["passed", 0],
    ]);
    expect(report.results[0]?.unexpectedExamples).toHaveLength(1);
    expect(report.costs[0]?.statements.map((at) => report.statements[at]?.purpose)).toEqual([
      "a query of yours",
      "evidence",
    ]);
    expect(
      (await explain(good, source)).statements.filter(({ purpose }) => purpose === "a query of yours"),
    ).toHaveLength(3);
  });

  test.skipIf(!isThere)("cannot write", async () => {
    const { dialect, query } = database;
    const rowCount = async (): Promise<number> =>
      (await checkSuite("rows", [isNotNull("shop")]).run(sqlTable("sales", { dialect, query }))).rowCount;
    const before = await rowCount();
    for (const attempt of [
      "with d as (delete from sales returning *) select * from d",
      "select * from sales) q, (delete from sales) p where (1 = 1",
      "select 1) q; delete from sales; select * from (select 1",
      "select 1 -- ",
      "delete from sales",
      "select 1 /* */",
      "select '",
    ]) {
      const run = async (): Promise<unknown> =>
        checkSuite("s", [queryFindsNothing(attempt)]).run(sqlTable("sales", { dialect, query }));
      await expect(run()).rejects.toMatchObject({ name: "ChecksError" });
    }
    expect(await rowCount()).toBe(before);
  });
});

test("data in memory runs no query, and the report does not pass", async () => {
  const report = await checkSuite("s", [queryFindsNothing("select 1")]).run({ a: [1] });
  expect(report.results[0]).toMatchObject({ outcome: "notEvaluated", reason: "notSupported" });
  expect(report.passed).toBe(false);
});
