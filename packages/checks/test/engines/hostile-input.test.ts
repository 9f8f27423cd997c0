import {
  checkSuite,
  distinctCountIsBetween,
  isBetween,
  isIn,
  isIncreasing,
  isNotNull,
  isUnique,
  lengthIsBetween,
  matches,
  maxIsBetween,
  meanIsBetween,
  sumIsBetween,
  withKey,
} from "@mlsys/checks";
import type { Check, CheckResult, DataSource, MemoryData } from "@mlsys/checks";
import { duckdbFile } from "@mlsys/checks/duckdb";
import { sqlTable } from "@mlsys/checks/sql";
import type { ContractTable, ContractType } from "@mlsys/checks/testing";
import { Table } from "@mlsys/core";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { arrowTable } from "../support/arrow.ts";
import type { ArrowTexts } from "../support/arrow.ts";
import { databases, storeTable } from "../support/databases.ts";
import type { TestDatabase } from "../support/databases.ts";

type Columns = Readonly<Record<string, readonly unknown[]>>;

/** A record whose names may be any, that of the prototype among them. */
function record(entries: readonly (readonly [string, readonly unknown[]])[]): Columns {
  return Object.fromEntries(entries);
}

function rowsOf(columns: Columns): object[] {
  const entries = Object.entries(columns);
  return (entries[0]?.[1] ?? []).map((_, i) => Object.fromEntries(entries.map(([name, values]) => [name, values[i]])));
}

async function* streamOf(columns: Columns): AsyncGenerator<object[]> {
  for (const row of rowsOf(columns)) yield Promise.resolve([row]);
}

/** The ways to hand over data in memory. */
const inMemory: Readonly<Record<string, (columns: Columns) => MemoryData>> = {
  rows: rowsOf,
  columns: (columns) => columns,
  "a Table": (columns) => Table.from(columns),
  "a stream": streamOf,
  "an Arrow table": (columns) => arrowOf(columns, "plain"),
  "an Arrow table of dictionaries": (columns) => arrowOf(columns, "dictionary"),
};

function arrowOf(columns: Columns, texts: ArrowTexts): MemoryData {
  const types = Object.entries(columns).map(([name, values]): [string, ContractType] => [name, typeOf(name, values)]);
  return arrowTable(columns, Object.fromEntries(types), { texts, chunkRows: 2 });
}

function typeOf(name: string, values: readonly unknown[]): ContractType {
  if (values.some((value) => typeof value === "string")) return "string";
  return name === "zero" ? "double" : "integer";
}

const plain = (results: readonly CheckResult[]): unknown =>
  results.map(
    ({ name, outcome, reason, message, unexpectedIndices, unexpectedExamples, unexpectedCount, observedValue }) => ({
      ...{ name, outcome, reason, message, unexpectedIndices, unexpectedExamples, unexpectedCount, observedValue },
    }),
  );

const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "length", "then"];
const named = record([["row", [0, 1, 2, 3]], ...names.map((name) => [name, [1, -2, null, 1]] as const)]);
const onNames: Check[] = names.flatMap((name) => [
  isNotNull(name),
  isBetween(name, { min: 0 }),
  isUnique(name),
  isUnique([name, "row"]),
  meanIsBetween(name, { min: 1 }),
  distinctCountIsBetween(name, { max: 1 }),
  isBetween(name, { min: 0, groupBy: name }),
  isBetween("row", { max: 1, groupBy: name }),
]);

const odd = record([
  ["row", [0, 1, 2, 3, 4]],
  ["zero", [-0, 0, 1, null, -1]],
  ["big", [2n ** 53n, 2n ** 53n + 1n, -(2n ** 62n), null, 1n]],
  ["text", ["a".repeat(30), `${"a".repeat(30)}!`, "", null, "🙂".repeat(5)]],
]);
const onOdd: Check[] = [
  isIn("zero", [0]),
  isUnique("zero"),
  isBetween("zero", { min: -0 }),
  isIncreasing("zero"),
  isUnique("big"),
  isIn("big", [2n ** 53n + 1n]),
  isBetween("big", { max: 2n ** 53n }),
  maxIsBetween("big", { max: 2n ** 53n }),
  matches("text", "^a*$"),
  lengthIsBetween("text", { max: 30 }),
];

describe("column names that objects have anyway", () => {
  test.each(Object.entries(inMemory))("are names like others in %s", async (_, make) => {
    const expected = plain((await checkSuite("names", onNames).run(named)).results);
    const { results } = await checkSuite("names", onNames).run(make(named));
    expect(plain(results)).toEqual(expected);
    expect(results.every(({ outcome }) => outcome !== "error")).toBe(true);
    expect(
      results.filter(({ name }) => name === "isBetween(__proto__)").map(({ unexpectedIndices }) => unexpectedIndices),
    ).toEqual([[1]]);
    expect(({} as Record<string, unknown>)["1"]).toBe(undefined);
  });

  test("are keys of rows too", async () => {
    const { results } = await checkSuite("keys", [isBetween("row", { max: 2 })]).run(withKey(named, "__proto__"));
    expect(JSON.stringify(results[0].unexpectedKeys)).toBe('[{"__proto__":1}]');
  });
});

describe("values at the edge of what numbers and texts hold", () => {
  test.each(Object.entries(inMemory))("are judged alike in %s", async (_, make) => {
    const { results } = await checkSuite("odd", onOdd).run(make(odd));
    expect(plain(results)).toEqual(plain((await checkSuite("odd", onOdd).run(odd)).results));
    expect(results.map(({ unexpectedIndices }) => unexpectedIndices)).toEqual([
      [2, 4],
      [0, 1],
      [4],
      [4],
      [],
      [0, 2, 4],
      [1],
      [],
      [1, 4],
      [1],
    ]);
  });

  test.each(Object.entries(inMemory))(
    "a pattern that could take forever and a text of megabytes take no time in %s",
    async (_, make) => {
      const text = ["a".repeat(2_000_000), `${"a".repeat(2_000_000)}!`, null];
      const suite = checkSuite("huge", [
        matches("text", "^(a+)+$"),
        matches("text", "^(a|a)*$"),
        isUnique("text"),
        lengthIsBetween("text", { max: 2_000_000 }),
      ]);
      const started = performance.now();
      const { results } = await suite.run(make(record([["text", text]])));
      expect(results.map(({ unexpectedIndices }) => unexpectedIndices)).toEqual([[1], [1], [], [1]]);
      expect(JSON.stringify(results).length).toBeLessThan(20_000);
      expect(performance.now() - started).toBeLessThan(10_000);
    },
  );
});

describe.each(databases)("in $name", ({ open, isThere }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    if (isThere) database = await open();
  });
  afterAll(async () => {
    if (isThere) await database.close();
  });

  test.skipIf(!isThere)("hostile names, -0 and integers beyond 2^53 are what they are in memory", async () => {
    const tables: [ContractTable, Check[]][] = [
      [
        {
          name: "named",
          types: Object.fromEntries(Object.keys(named).map((name) => [name, "integer" as const])),
          columns: named,
          numRows: 4,
        },
        onNames,
      ],
      [
        {
          name: "odd",
          types: { row: "integer", zero: "double", big: "integer", text: "string" },
          columns: odd,
          numRows: 5,
        },
        onOdd,
      ],
    ];
    for (const [table, checks] of tables) {
      const suite = checkSuite("hostile", checks);
      const source: DataSource = await storeTable(database, table);
      expect(plain((await suite.run(source)).results)).toEqual(plain((await suite.run(table.columns)).results));
    }
  });

  test.skipIf(!isThere)(
    "a pattern that could take forever is answered, or refused with a typed error, in bounded time",
    async () => {
      await database.execute("create table slow (t varchar(99))");
      await database.execute(`insert into slow values ('${"a".repeat(40)}!'), ('aaa')`);
      if (database.dialect === "sqlite") return; // Its regexp is the user's own function.
      const { dialect, query } = database;
      const started = performance.now();
      const outcome = await checkSuite("slow", [matches("t", "^(a+)+$")])
        .run(sqlTable("slow", { dialect, query }))
        .then(
          ({ results: [result] }) => `${result.outcome} ${result.unexpectedCount}`,
          (error: unknown) => (error as { code: string }).code,
        );
      expect(["failed 1", "notEvaluated null", "sourceFailed"]).toContain(outcome);
      expect(performance.now() - started).toBeLessThan(10_000);
    },
  );
});

describe("a file", () => {
  test("with a hostile name of a column is read like any other", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "mlsys hostile "));
    const place = path.join(folder, "odd.jsonl");
    await writeFile(
      place,
      rowsOf(named)
        .map((row) => JSON.stringify(row))
        .join("\n"),
    );
    const suite = checkSuite(
      "names",
      onNames.filter(({ columns }) => columns.includes("__proto__")),
    );
    const found = (await suite.run(duckdbFile(place, { threads: 1 }))).results;
    expect(plain(found)).toEqual(plain((await suite.run(named)).results));
    await rm(folder, { recursive: true });
  });
});

describe("a source that breaks in the middle", () => {
  test.each([
    ["an error", new Error("disk gone")],
    ["something else", "disk gone"],
    ["nothing", undefined],
  ])("of %s is one typed error that names the batch, and nothing passes", async (_, cause) => {
    async function* stream(): AsyncGenerator<object[]> {
      yield Promise.resolve([{ a: 1 }]);
      yield Promise.resolve([{ a: 2 }]);
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- whatever a stream throws
      throw cause;
    }
    await expect(checkSuite("s", [isNotNull("a"), sumIsBetween("a", { min: 0 })]).run(stream())).rejects.toMatchObject({
      name: "ChecksError",
      code: "sourceFailed",
      details: { batch: 2 },
    });
  });

  test.each([7, "rows", null, undefined, [1], [[1]]])("a batch that is %j is refused", async (batch) => {
    async function* stream(): AsyncGenerator<object[]> {
      yield Promise.resolve([{ a: 1 }]);
      yield Promise.resolve(batch as never);
    }
    await expect(checkSuite("s", [isNotNull("a")]).run(stream())).rejects.toMatchObject({ code: "invalidData" });
  });

  test.each([
    ["no row", []],
    ["a row without the figures", [{}]],
    ["text for figures", [{ r0: "x", r1: "x", r2: "x", r3: "x" }]],
    ["two rows", [{ r0: 3 }, { r0: 3 }]],
    ["a number", 3],
    ["rows of rows", [[[1]]]],
  ])("a query function that gives %s for the figures never makes a check pass", async (_, answer) => {
    const query = (sql: string): unknown =>
      sql.includes("information_schema") ? [{ name: "a", type: "int" }] : answer;
    const run = checkSuite("s", [isBetween("a", { min: 0 }), isNotNull("a")]).run(
      sqlTable("t", { dialect: "duckdb", query }),
    );
    await expect(run).rejects.toMatchObject({ name: "ChecksError", code: "sourceFailed" });
  });
});
