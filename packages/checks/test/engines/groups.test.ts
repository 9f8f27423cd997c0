import {
  checkSuite,
  distinctCountIsBetween,
  equals,
  isBetween,
  isIncreasing,
  isNotNull,
  isNotOutlier,
  isUnique,
  meanIsBetween,
  rowCountIsBetween,
  zScoreIsBelow,
} from "@mlsys/checks";
import type { CheckResult } from "@mlsys/checks";
import fc from "fast-check";
import { batches, cuts, randomRows } from "../support/random-rows.ts";
import { sqlTable } from "@mlsys/checks/sql";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";

const rows = [
  { id: 1, country: "DE", amount: 5 },
  { id: 1, country: "FR", amount: -1 },
  { id: 2, country: "DE", amount: null },
  { id: 2, country: "FR", amount: 7 },
  { id: 2, country: "FR", amount: -2 },
  { id: 3, country: null, amount: -9 },
];

describe("a check by group", () => {
  test("holds when it holds in every group, missing ones being a group", async () => {
    const checks = [
      isUnique("id", { groupBy: "country" }),
      isBetween("amount", { min: 0, groupBy: "country" }),
      meanIsBetween("amount", { min: 0, groupBy: "country", where: equals("id", 2) }),
      rowCountIsBetween({ min: 1, groupBy: "country" }),
    ] as const;
    const [unique, positive, mean, count] = (await checkSuite("groups", checks).run(rows)).results;
    expect(unique).toMatchObject({
      outcome: "failed",
      name: "isUnique(id) by country",
      unexpectedIndices: [3, 4],
      elementCount: 6,
    });
    expect(positive).toMatchObject({
      outcome: "failed",
      unexpectedCount: 3,
      missingCount: 1,
      unexpectedExamples: [-1, -2, -9],
    });
    expect(positive.message).toBe(
      'amount must be at least 0, in each group of country: 2 of 3 groups failed, first "FR": -1',
    );
    expect(positive.details["groups"]).toContainEqual({
      value: "DE",
      outcome: "passed",
      observedValue: 1,
      elementCount: 2,
      unexpectedCount: 0,
    });
    expect(mean).toMatchObject({ outcome: "passed", observedValue: { DE: null, FR: 2.5 } });
    expect(count).toMatchObject({ outcome: "passed", observedValue: { DE: 2, FR: 3, null: 1 } });
  });

  test("is the same in a database", async () => {
    const database = new DatabaseSync(":memory:");
    database.exec("create table t (n integer, id integer, country text, amount real)");
    rows.forEach(({ id, country, amount }, n) =>
      database.prepare("insert into t values (?, ?, ?, ?)").run(n, id, country, amount),
    );
    const query = (sql: string, parameters: (string | number)[]): unknown => database.prepare(sql).all(...parameters);
    const suite = checkSuite("groups", [
      isUnique("id", { groupBy: "country" }),
      isBetween("amount", { min: 0, groupBy: "country" }),
    ]);
    const [inMemory, inDatabase] = [
      await suite.run(rows),
      await suite.run(sqlTable("t", { dialect: "sqlite", query, orderBy: "n" })),
    ];
    expect(inDatabase.results).toEqual(inMemory.results);
  });

  test("without rows has nothing to judge, and an unknown column is an error", async () => {
    const suite = checkSuite("groups", [
      isBetween("amount", { min: 0, groupBy: "country" }),
      isBetween("amount", { min: 0, groupBy: "land" }),
    ]);
    const { results } = await suite.run({ country: [], amount: [] });
    expect(results.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ["notEvaluated", "noRows"],
      ["error", "columnMissing"],
    ]);
  });

  test("of too many groups is not evaluated, and the report does not pass", async () => {
    const report = await checkSuite("groups", [isBetween("i", { min: 0, groupBy: "i" })]).run({
      i: Array.from({ length: 1001 }, (_, i) => i),
    });
    expect(report.results[0]).toMatchObject({ outcome: "notEvaluated", reason: "notSupported" });
    expect(report.passed).toBe(false);
  });

  test("finds the bounds of each group in that group", async () => {
    const amounts = [1, 2, 3, 4, 90, 60, 70, 80, 90, 4];
    const data = { kind: amounts.map((_, i) => (i < 5 ? "small" : "large")), amount: amounts };
    const suite = checkSuite("groups", [
      isNotOutlier("amount", { groupBy: "kind" }),
      zScoreIsBelow("amount", 1.75, { groupBy: "kind" }),
      isNotOutlier("amount"),
    ]);
    const { results } = await suite.run(data);
    expect(results.map(({ unexpectedIndices }) => unexpectedIndices)).toEqual([[4, 9], [4], []]);
  });

  test("with onEmpty says what no rows mean", async () => {
    for (const [onEmpty, outcome] of [
      ["pass", "passed"],
      ["fail", "failed"],
      ["skip", "notEvaluated"],
    ] as const) {
      const { results } = await checkSuite("groups", [isBetween("a", { min: 0, groupBy: "g", onEmpty })]).run({
        a: [],
        g: [],
      });
      expect(results[0]).toMatchObject({ outcome, reason: "noRows" });
    }
  });

  test("of a stream gives the report of the whole, however it is cut", async () => {
    const checks = [
      isUnique("category", { groupBy: "flag" }),
      isUnique(["category", "integer"], { groupBy: "number" }),
      isBetween("number", { min: 0, groupBy: "category" }),
      meanIsBetween("integer", { min: 0, groupBy: "at" }),
      distinctCountIsBetween("category", { max: 1, groupBy: "big", where: equals("flag", true) }),
      isIncreasing("integer", { groupBy: "flag" }),
      isNotOutlier("integer", { groupBy: "flag", multiplier: 0.5 }),
      zScoreIsBelow("integer", 1, { groupBy: "category", nan: "invalid" }),
      zScoreIsBelow("number", 1, { nan: "invalid" }),
      rowCountIsBetween({ min: 2, groupBy: "category" }),
      isNotNull("text", { groupBy: "mixed" }),
    ];
    const suite = checkSuite("groups", checks);
    await fc.assert(
      fc.asyncProperty(randomRows, cuts, async (rows, sizes) => {
        const whole = await suite.run(rows);
        const cut = await suite.run(batches(rows, sizes));
        expect(cut.results.map(withoutMessage)).toEqual(whole.results.map(withoutMessage));
      }),
      { numRuns: 100 },
    );
  });
});

/** Which of two groups at fault is named first is all that may differ: why the groups cannot be made is found earlier in a stream. */
function withoutMessage({ message, ...result }: CheckResult): Partial<CheckResult> {
  return result.reason === "notSupported" ? { outcome: result.outcome } : { ...result, message };
}
