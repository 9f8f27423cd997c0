import { checkSuite, explain, isForeignKey, rowCountEqualsTable, withTables } from "@mlsys/checks";
import type { DataSource, MemoryData } from "@mlsys/checks";
import { sqlTable } from "@mlsys/checks/sql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databases } from "../support/databases.ts";
import type { TestDatabase } from "../support/databases.ts";

const orders = {
  row: [0, 1, 2, 3, 4, 5],
  customer: [1, 2, null, 9, 2, 9],
  country: ["DE", "de", "FR", "FR", null, "DE"],
  city: ["Bonn", "Bonn", "Paris", "Bonn", "Bonn", "Bonn "],
  parent: [null, 0, 1, 7, 3, 4],
};
const customers = { id: [1, 2, 2, 3, null] };
const cities = { country: ["DE", "FR", "FR"], city: ["Bonn", "Paris", null] };

const suite = checkSuite("orders", [
  isForeignKey("customer", { table: "customers", key: "id" }),
  isForeignKey(["country", "city"], { table: "cities" }),
  isForeignKey("parent", { key: "row" }),
  isForeignKey("country", { table: "customers", key: "id" }),
  isForeignKey("customer", { table: "customers", key: "id", groupBy: "country" }),
  isForeignKey("customer", { table: "nowhere" }),
  isForeignKey("customer", { table: "customers", key: "idd" }),
  rowCountEqualsTable("customers"),
  rowCountEqualsTable("cities", { factor: 2 }),
]);

async function resultsOn(data: MemoryData | DataSource): Promise<unknown[]> {
  const { results } = await suite.run(data);
  return results.map(({ outcome, unexpectedIndices, missingCount, unexpectedCount, observedValue }) => ({
    outcome,
    unexpectedIndices,
    missingCount,
    unexpectedCount,
    observedValue,
  }));
}

const inMemory = (data: MemoryData): Promise<unknown[]> => resultsOn(withTables(data, { customers, cities }));

test("orphans are found, alone, in combination, in the table itself and by group", async () => {
  const { results } = await suite.run(withTables(orders, { customers, cities }));
  expect(results.map(({ outcome, unexpectedIndices }) => [outcome, unexpectedIndices])).toEqual([
    ["failed", [3, 5]],
    ["failed", [1, 3, 5]],
    ["failed", [3]],
    ["failed", [0, 1, 2, 3, 5]],
    ["failed", [3, 5]],
    ["error", []],
    ["error", []],
    ["failed", []],
    ["passed", []],
  ]);
  expect(results[0].message).toBe("customer must occur in id of customers: 2 of 5 rows fail (40 %), first at row 3: 9");
  expect(results[5]).toMatchObject({ reason: "tableMissing" });
  expect(results[6]).toMatchObject({ reason: "columnMissing" });
});

test("a stream has the keys of another table, not its own", async () => {
  async function* batches(): AsyncGenerator<MemoryData extends AsyncIterable<infer T> | infer T ? T : never> {
    for (let i = 0; i < 6; i += 2)
      yield Promise.resolve(
        Object.fromEntries(Object.entries(orders).map(([name, values]) => [name, values.slice(i, i + 2)])),
      ) as never;
  }
  const whole = (await inMemory(orders)) as { outcome: string }[];
  const found = (await resultsOn(withTables(batches(), { customers, cities }))) as { outcome: string }[];
  expect(found[2]?.outcome).toBe("notEvaluated");
  expect(found.filter((_, i) => i !== 2 && i !== 4)).toEqual(whole.filter((_, i) => i !== 2 && i !== 4));
});

describe.each(databases)("in $name", ({ open, isThere }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    if (!isThere) return;
    database = await open();
    const literal = (value: unknown): string => (typeof value === "string" ? `'${value}'` : JSON.stringify(value));
    for (const [name, columns] of Object.entries({ orders, customers, cities })) {
      const entries = Object.entries(columns) as [string, unknown[]][];
      const types = entries.map(([column, values]) =>
        [
          column === "row" ? (database.dialect === "mariadb" ? "`row`" : '"row"') : column,
          values.some((value) => typeof value === "string") ? "varchar(9)" : "integer",
        ].join(" "),
      );
      await database.execute(`create table ${name} (${types.join(", ")})`);
      const rows =
        entries[0]?.[1].map((_, i) => `(${entries.map(([, values]) => literal(values[i])).join(", ")})`) ?? [];
      await database.execute(`insert into ${name} values ${rows.join(", ")}`);
    }
  });
  afterAll(async () => {
    if (isThere) await database.close();
  });

  test.skipIf(!isThere)("the tables of the database are joined, with the same answer", async () => {
    const { dialect, query } = database;
    const source = sqlTable("orders", { dialect, query, orderBy: "row" });
    expect(await resultsOn(source)).toEqual(await inMemory(orders));
    const plan = await explain(suite, source);
    expect(plan.statements.filter(({ sql }) => sql.includes("left join (select distinct")).length).toBeGreaterThan(1);
  });

  test.skipIf(!isThere)("keys that are given beside are bound", async () => {
    const { dialect, query } = database;
    const source = withTables(sqlTable("orders", { dialect, query, orderBy: "row" }), { customers, cities });
    expect(await resultsOn(source)).toEqual(await inMemory(orders));
  });

  test.skipIf(!isThere)("data in memory finds its keys in a database", async () => {
    const { dialect, query } = database;
    const own = checkSuite("s", [isForeignKey("customer", { table: "customers", key: "id" })]);
    const report = await own.run(withTables(orders, { customers: sqlTable("customers", { dialect, query }) }));
    expect(report.results[0].unexpectedIndices).toEqual([3, 5]);
  });
});
