import {
  checkSuite,
  customCheck,
  distinctRatioIsBetween,
  equals,
  explain,
  isBetween,
  isForeignKey,
  isIn,
  isLike,
  isNotIn,
  isNotNull,
  isUnique,
  lengthIsBetween,
  matches,
  maxIsBetween,
  meanIsBetween,
  medianIsBetween,
  quantileIsBetween,
  stdevIsBetween,
  sumIsBetween,
  valueSetEquals,
  withKey,
  zScoreIsBelow,
} from "@mlsys/checks";
import type { Check, CheckResult } from "@mlsys/checks";
import { queryFindsNothing, sqlTable } from "@mlsys/checks/sql";
import type { SqlQuery } from "@mlsys/checks/sql";
import fc from "fast-check";
import mysql from "mysql2/promise";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databases, literal } from "../support/databases.ts";
import type { TestDatabase } from "../support/databases.ts";

async function resultOf(check: Check, database: TestDatabase, table: string | string[]): Promise<CheckResult> {
  const { dialect, query } = database;
  const [result] = (await checkSuite("one", [check]).run(sqlTable(table, { dialect, query }))).results;
  return result;
}

describe.each(databases)("a table in $name", ({ open, isThere }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    if (isThere) database = await open();
  });
  afterAll(async () => {
    if (isThere) await database.close();
  });
  const it = test.skipIf(!isThere);

  it("takes one statement for all figures, one a set of keys, and evidence only where rows fail", async () => {
    await database.execute("create table queries (a integer, b varchar(10))");
    await database.execute("insert into queries values (1, 'x'), (2, 'y'), (2, null)");
    const purposes: string[] = [];
    const query: SqlQuery = (sql, parameters) => {
      purposes.push(
        / limit \d+$/.test(sql)
          ? "limited"
          : / group by /.test(sql)
            ? "groups"
            : /count\(\*\)/.test(sql)
              ? "figures"
              : "catalogue",
      );
      return database.query(sql, parameters);
    };
    const checks = [
      isNotNull("a"),
      isBetween("a", { min: 0 }),
      meanIsBetween("a", { min: 0 }),
      isIn("b", ["x", "y"]),
      isUnique(["a", "b"]),
      maxIsBetween("a", { max: 1 }),
    ];
    await checkSuite("queries", checks).run(sqlTable("queries", { dialect: database.dialect, query }));
    expect(purposes.filter((purpose) => purpose !== "catalogue").sort()).toEqual(["figures", "groups"]);
    purposes.length = 0;
    await checkSuite("queries", [...checks, isBetween("a", { max: 1 })]).run(
      sqlTable("queries", { dialect: database.dialect, query }),
    );
    expect(purposes.filter((purpose) => purpose !== "catalogue").sort()).toEqual(["figures", "groups", "limited"]);
  });

  it("finds columns that differ in case, suggests the nearest name, and says what table is not there", async () => {
    await database.execute("create table names (amount integer)");
    expect(await resultOf(isNotNull("amont"), database, "names")).toMatchObject({
      outcome: "error",
      reason: "columnMissing",
    });
    expect(await resultOf(isNotNull("AMOUNT"), database, "names")).toMatchObject({ reason: "noRows" });
    await expect(resultOf(isNotNull("a"), database, "nowhere")).rejects.toMatchObject({ code: "invalidData" });
    await expect(resultOf(isNotNull("a"), database, "\0")).rejects.toMatchObject({ code: "invalidOption" });
  });

  it("gives no row numbers where rows have no order, and cannot judge steps", async () => {
    await database.execute("create table unordered (a integer)");
    await database.execute("insert into unordered values (1), (-1)");
    const result = await resultOf(isBetween("a", { min: 0 }), database, "unordered");
    expect(result).toMatchObject({ unexpectedCount: 1, unexpectedIndices: [], unexpectedExamples: [-1] });
    expect(result.message).toBe("a must be at least 0: 1 of 2 rows fails (50 %), for example -1");
  });

  it("reads the rows of the columns concerned for a JavaScript function, and says so where it may not", async () => {
    const { dialect, query, execute } = database;
    await execute("create table functions (a integer, b integer, kind varchar(9))");
    await execute("insert into functions values (1, 7, 'x'), (4, 7, 'x'), (null, 7, 'x'), (3, 7, 'y')");
    const isEven = customCheck("isEven", "a", (a) => Number(a) % 2 === 0, { where: equals("kind", "x") });
    const suite = checkSuite("one", [isEven]);
    const inOrder = { dialect, query, orderBy: ["kind", "a"] } as const;
    const ran = await suite.run(sqlTable("functions", inOrder));
    const at = dialect === "sqlite" || dialect === "mariadb" ? 1 : 0;
    expect(ran.results[0]).toMatchObject({
      unexpectedCount: 1,
      missingCount: 1,
      elementCount: 3,
      unexpectedIndices: [at],
    });
    const [rows] = ran.statements.filter(({ purpose }) => purpose === "the rows");
    expect(rows?.sql).toMatch(/limit 100000$/);
    expect(rows?.sql).not.toMatch(/["`]b["`]/);
    const keyed = await suite.run(withKey(sqlTable("functions", { dialect, query }), "a"));
    expect(keyed.results[0]).toMatchObject({ unexpectedIndices: [], unexpectedKeys: [{ a: 1 }] });
    for (const readRows of [0, 2]) {
      const report = await suite.run(sqlTable("functions", { ...inOrder, readRows }));
      expect(report.results[0]).toMatchObject({ outcome: "notEvaluated", reason: "notSupported", success: false });
      expect([report.passed, report.statements.some(({ purpose }) => purpose === "the rows")]).toEqual([false, false]);
    }
    expect((await suite.run(sqlTable("functions", { ...inOrder, readRows: 3 }))).results[0].outcome).toBe("failed");
  });

  it("takes hostile names and values for what they are", async () => {
    const odd = fc.string({
      unit: fc.constantFrom(..."'\"`\\%_!;-- $1?[]{}()\n🙂éa".split("")),
      minLength: 1,
      maxLength: 12,
    });
    let i = 0;
    await fc.assert(
      fc.asyncProperty(odd, odd, odd, async (suffix, other, value) => {
        fc.pre([suffix, other, value].every((text) => !/\p{Surrogate}/u.test(text)));
        i += 1;
        // MariaDB has no identifiers beyond the first 65,536 code points.
        fc.pre(database.dialect !== "mariadb" || !(suffix + other).includes("🙂"));
        const quote = database.dialect === "mariadb" ? "`" : '"';
        const name = `t${i}${suffix.trimEnd()}x`;
        const column = `c${other.trimEnd()}x`;
        const quoted = (text: string): string => quote + text.replaceAll(quote, quote + quote) + quote;
        await database.execute(`create table ${quoted(name)} (${quoted(column)} text)`);
        await database.execute(`insert into ${quoted(name)} values (${literal(value, database.dialect)}), ('plain')`);
        const path = name.includes(".") ? [name] : name;
        const source = sqlTable(path, { dialect: database.dialect, query: database.query });
        const escaped = value.replace(/[!%_]/g, "!$&");
        const checks = [
          isIn(column, [value]),
          isLike(column, escaped),
          isBetween(column, { min: value, max: value }),
          valueSetEquals(column, [value, "plain"]),
        ];
        const { results } = await checkSuite("hostile", checks).run(source);
        const failing = value === "plain" ? 0 : 1;
        expect(results.map(({ unexpectedCount, outcome }) => unexpectedCount ?? outcome)).toEqual([
          failing,
          failing,
          failing,
          "passed",
        ]);
        await database.execute(`drop table ${quoted(name)}`);
      }),
      { numRuns: 40 },
    );
  });
});

describe("traps of databases", () => {
  const traps: {
    readonly name: string;
    readonly type: string;
    readonly values: string;
    readonly check: Check;
    readonly expected: Partial<CheckResult>;
  }[] = [
    {
      name: "whole numbers have a mean with decimals",
      type: "integer",
      values: "(1), (1), (2)",
      check: meanIsBetween("x", { max: 1.33334 }),
      expected: { success: true, observedValue: 4 / 3 },
    },
    {
      name: "texts differ by case, blanks and accents",
      type: "varchar(9)",
      values: "('a'), ('A'), ('a '), ('e'), ('é')",
      check: isUnique("x"),
      expected: { success: true },
    },
    {
      name: "a set is exact",
      type: "varchar(9)",
      values: "('a'), ('A'), ('a ')",
      check: isIn("x", ["a"]),
      expected: { unexpectedCount: 2 },
    },
    {
      name: "LIKE minds case and takes a backslash as it is",
      type: "varchar(9)",
      values: "('Abc'), ('abc'), ('a%c')",
      check: isLike("x", "a%c"),
      expected: { unexpectedCount: 1 },
    },
    {
      name: "patterns mind case",
      type: "varchar(9)",
      values: "('Abc'), ('abc')",
      check: matches("x", "^a\\w\\w$"),
      expected: { unexpectedCount: 1 },
    },
    {
      name: "a line end at the end of a text is part of it",
      type: "varchar(9)",
      values: "('a'), ('a\n')",
      check: matches("x", "a$"),
      expected: { unexpectedCount: 1 },
    },
    {
      name: "a text is never a number",
      type: "varchar(9)",
      values: "('abc')",
      check: isIn("x", [0]),
      expected: { unexpectedCount: 1 },
    },
    {
      name: "a null in a set is ignored",
      type: "integer",
      values: "(1), (3)",
      check: isIn("x", [2, 3, null]),
      expected: { unexpectedCount: 1 },
    },
    {
      name: "integers beyond 2^53 stay exact",
      type: "bigint",
      values: "(9007199254740993)",
      check: isBetween("x", { max: 9007199254740992n }),
      expected: { unexpectedExamples: ["9007199254740993"] },
    },
    {
      name: "decimals stay exact",
      type: "decimal(20,2)",
      values: "(0.10), (0.30)",
      check: isBetween("x", { max: 0.1 }),
      expected: { unexpectedExamples: [0.3] },
    },
    {
      name: "sums go past 2^63",
      type: "bigint",
      values: "(9223372036854775807), (9223372036854775807)",
      check: maxIsBetween("x", { max: 9223372036854775807n }),
      expected: { success: true },
    },
    {
      name: "and are not cut off there",
      type: "bigint",
      values: "(9223372036854775807), (9223372036854775807)",
      check: sumIsBetween("x", { min: 2 ** 63 }),
      expected: { success: true, observedValue: 2 ** 64 },
    },
    {
      name: "a standard deviation is that of a sample",
      type: "integer",
      values: "(1), (3)",
      check: stdevIsBetween("x", { min: 1.4142135, max: 1.4142136 }),
      expected: { success: true },
    },
    {
      name: "one row has none",
      type: "integer",
      values: "(1)",
      check: stdevIsBetween("x", { max: 1 }),
      expected: { outcome: "notEvaluated", observedValue: null },
    },
    {
      name: "a median lies between two values",
      type: "integer",
      values: "(1), (2), (3), (10), (null)",
      check: medianIsBetween("x", { max: 9 }),
      expected: { observedValue: 2.5 },
    },
    {
      name: "a quantile is linear unless it is to be a value",
      type: "double precision",
      values: "(1), (2), (3), (10)",
      check: quantileIsBetween("x", 0.75, { max: 9 }),
      expected: { observedValue: 4.75 },
    },
    {
      name: "and then it is one",
      type: "double precision",
      values: "(1), (2), (3), (10)",
      check: quantileIsBetween("x", 0.75, { max: 9, method: "discrete" }),
      expected: { observedValue: 3 },
    },
    {
      name: "a length is in code points",
      type: "varchar(9)",
      values: "('é👍🏽')",
      check: lengthIsBetween("x", { min: 3, max: 3 }),
      expected: { success: true },
    },
    {
      name: "nothing is divided by no rows",
      type: "integer",
      values: "(null)",
      check: distinctRatioIsBetween("x", { min: 0 }),
      expected: { outcome: "notEvaluated", observedValue: null },
    },
    {
      name: "a null among what is forbidden forbids nothing else",
      type: "integer",
      values: "(1), (2), (null)",
      check: isNotIn("x", [2, null]),
      expected: { unexpectedCount: 1, missingCount: 1 },
    },
    {
      name: "nulls equal each other where they are to",
      type: "integer",
      values: "(1), (null), (null)",
      check: isUnique("x", { skip: "never" }),
      expected: { unexpectedCount: 2, missingCount: 0 },
    },
    {
      name: "truth values are counted",
      type: "boolean",
      values: "(true), (false), (true), (null)",
      check: meanIsBetween("x", { min: 0 }),
      expected: { observedValue: 2 / 3 },
    },
  ];

  for (const { name: engine, open, isThere } of databases)
    test.skipIf(!isThere)(`are none in ${engine}`, async () => {
      const database = await open();
      for (const [i, { name, type, values, check, expected }] of traps.entries()) {
        await database.execute(`create table trap_${i} (x ${type})`);
        await database.execute(`insert into trap_${i} values ${values}`);
        const result = await resultOf(check, database, `trap_${i}`);
        expect({ name, result }).toMatchObject({ name, result: expected });
      }
      await database.close();
    });
});

describe("a query function", () => {
  test.each([undefined, null, 7, "rows", [1, 2], { rows: 3 }, [[1]]])(
    "that gives %j is an error that says so",
    async (result) => {
      const source = sqlTable("t", { dialect: "postgres", query: () => result });
      await expect(checkSuite("s", [isNotNull("a")]).run(source)).rejects.toMatchObject({
        name: "ChecksError",
        code: "sourceFailed",
      });
    },
  );

  test("that throws is an error with the statement and the cause", async () => {
    const cause = new Error("connection lost");
    const query = (): never => {
      throw cause;
    };
    const source = sqlTable("t", { dialect: "mysql", query });
    await expect(checkSuite("s", [isNotNull("a")]).run(source)).rejects.toMatchObject({ code: "sourceFailed", cause });
  });

  test("that gives figures which are no numbers is an error", async () => {
    const query = (sql: string): object[] =>
      sql.includes("information_schema") ? [{ name: "a", type: "int" }] : [{ r0: "many", r1: "x", r2: {} }];
    const source = sqlTable("t", { dialect: "duckdb", query });
    await expect(checkSuite("s", [isNotNull("a")]).run(source)).rejects.toMatchObject({ code: "sourceFailed" });
  });
});

const postgres = databases.find(({ name }) => name === "PostgreSQL");

test.skipIf(postgres?.isThere !== true)("a user who may only read runs every check", async () => {
  const database = await postgres?.open();
  if (database === undefined) return;
  const role = `mlsys_reader_${process.pid}`;
  await database.execute("create table readable (a integer); insert into readable values (1), (1), (-1)");
  const [{ schema }] = (
    (await database.query("select current_schema() as schema", [])) as pg.QueryResult<{ schema: string }>
  ).rows as [{ schema: string }];
  await database.execute(
    `create role ${role}; grant usage on schema ${schema} to ${role}; grant select on readable to ${role}; set role ${role}; set default_transaction_read_only to on`,
  );
  const checks = [
    isBetween("a", { min: 0 }),
    isUnique("a"),
    meanIsBetween("a", { min: 0 }),
    isForeignKey("a", { table: "readable" }),
    isBetween("a", { min: -1, groupBy: "a" }),
    zScoreIsBelow("a", 9),
    queryFindsNothing("select * from {table} where a > 5"),
  ];
  const report = await checkSuite("s", checks).run(
    sqlTable("readable", { dialect: "postgres", query: database.query, orderBy: "a" }),
  );
  expect(report.results.map(({ outcome }) => outcome)).toEqual([
    ...["failed", "failed", "passed", "passed", "passed", "passed", "passed"],
  ]);
  await database.execute("set default_transaction_read_only to off");
  await database.execute(`reset role; drop owned by ${role}; drop role ${role}`);
  await database.close();
});

const mariadb = databases.find(({ name }) => name === "MariaDB");

test.skipIf(mariadb?.isThere !== true)("a user of MariaDB who may only select runs every kind of check", async () => {
  const database = await mariadb?.open();
  if (database === undefined) return;
  const user = `mlsys_reader_${process.pid}`;
  const url = new URL(process.env["MLSYS_MARIADB_URL"] ?? "mysql://root@127.0.0.1:3306/test");
  const found = (await database.query("select database() as name", [])) as [[{ name: string }]];
  const schema = found[0][0].name;
  await database.execute("create table readable (a integer, b varchar(9))");
  await database.execute("create table others (id integer)");
  await database.execute("insert into readable values (1, 'x'), (1, 'X'), (-1, null)");
  await database.execute("insert into others values (1)");
  await database.execute(`create user '${user}'@'%' identified by 'read only'`);
  await database.execute(`grant select on ${schema}.* to '${user}'@'%'`);
  const reader = await mysql.createConnection({
    host: url.hostname,
    port: Number(url.port),
    user,
    password: "read only",
    database: schema,
  });
  await expect(reader.query("insert into readable values (2, 'y')")).rejects.toThrow(/denied/);
  const query: SqlQuery = (sql, parameters) => reader.execute(sql, parameters);
  const checks = [
    isBetween("a", { min: 0 }),
    isUnique("a"),
    isUnique("b"),
    meanIsBetween("a", { min: 0 }),
    medianIsBetween("a", { min: 0 }),
    isForeignKey("a", { table: "others", key: "id" }),
    isBetween("a", { min: 0, groupBy: "b" }),
    queryFindsNothing("select * from {table} where a > 5"),
  ];
  const report = await checkSuite("s", checks).run(sqlTable("readable", { dialect: "mariadb", query, orderBy: "a" }));
  expect(report.results.map(({ outcome }) => outcome)).toEqual([
    "failed",
    "failed",
    "passed",
    "passed",
    "passed",
    "failed",
    "failed",
    "passed",
  ]);
  await reader.end();
  await database.execute(`drop user '${user}'@'%'`);
  await database.close();
});

test("a plan shows each statement that a run makes, without running it", async () => {
  const database = await databases[0]?.open();
  if (database === undefined) return;
  await database.execute(
    "create table planned (a integer, b text); insert into planned values (1, 'x'), (-1, 'x'), (7, null)",
  );
  const run: string[] = [];
  const query: SqlQuery = (sql, parameters) => {
    run.push(sql);
    return database.query(sql, parameters);
  };
  const source = sqlTable("planned", { dialect: "sqlite", query });
  const suite = checkSuite("s", [isBetween("a", { min: 0 }), isUnique("b"), zScoreIsBelow("a", 3)]);
  const plan = await explain(suite, source);
  expect(plan).toMatchObject({ suite: "s", engine: "SQLite", secondPass: ["zScoreIsBelow(a)"] });
  expect(plan.aggregates[0]).toEqual({ aggregate: "tally", columns: ["a"], checks: ["isBetween(a)"] });
  expect(run.every((sql) => /pragma_table_info|typeof/.test(sql))).toBe(true);
  run.length = 0;
  await suite.run(source);
  const planned = plan.statements.map(({ sql }) => sql);
  for (const sql of run) expect(planned).toContain(sql);
  expect(plan.statements.filter(({ purpose }) => purpose === "a pass by groups").length).toBe(1);
  expect(plan.statements.filter(({ when }) => when === "rows fail").length).toBe(3);
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  await database.close();
});
