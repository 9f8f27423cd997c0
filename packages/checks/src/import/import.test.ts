import { fromDbt, fromJsonSchema, fromTableSchema } from "@mlsys/checks/import";
import type { CheckSuite, MemoryData } from "@mlsys/checks";
import { describe, expect, test } from "vitest";

/** Names of the checks that do not pass. */
async function failing(suite: CheckSuite, data: MemoryData): Promise<string[]> {
  const { results } = await suite.run(data);
  return results.filter(({ success }) => !success).map(({ name }) => name);
}

const errorOf = (code: string): Error => expect.objectContaining({ name: "ChecksError", code }) as Error;

describe("Table Schema", () => {
  const schema = {
    fields: [
      { name: "id", type: "integer", constraints: { required: true } },
      { name: "code", type: "string", constraints: { pattern: "[A-Z]{2}", unique: true, maxLength: 2 } },
      { name: "day", type: "date" },
      { name: "mail", type: "string", format: "email" },
      { name: "share", type: "number", constraints: { minimum: 0, exclusiveMaximum: 1 } },
    ],
    primaryKey: ["id"],
    uniqueKeys: [["code", "day"]],
  };
  const good = { id: [1, 2], code: ["DE", "FR"], day: ["2026-01-01", null], mail: ["a@b.org", null], share: [0, 0.9] };

  test("of good data passes, of bad data names every rule that is broken", async () => {
    expect(await failing(fromTableSchema(schema), good)).toEqual([]);
    const bad = { id: [1, 1], code: ["DEU", "FR"], day: ["1.1.2026", null], mail: ["ab", null], share: [0, 1] };
    expect(await failing(fromTableSchema(JSON.stringify(schema)), bad)).toEqual([
      "lengthIsBetween(code)",
      "matches(code)",
      "isIsoDate(day)",
      "matches(mail)",
      "isBetween(share)",
      "isUnique(id)",
    ]);
  });

  test("says how the columns must match the fields", async () => {
    const { id, ...rest } = good;
    expect(await failing(fromTableSchema(schema), { ...rest, id })).toEqual(["columnsMatch()"]);
    expect(await failing(fromTableSchema({ ...schema, fieldsMatch: ["equal"] }), { ...rest, id })).toEqual([]);
    expect(await failing(fromTableSchema({ ...schema, fieldsMatch: "subset" }), { ...good, more: [1, 2] })).toEqual([]);
  });

  test("refuses foreign keys and types without a check, or reports them as errors", async () => {
    const foreign = { fields: [{ name: "at", type: "geopoint" }], foreignKeys: [{ fields: "at" }] };
    expect(() => fromTableSchema(foreign)).toThrow(/2 rules have no check.*geopoint.*foreign key/);
    const report = await fromTableSchema(foreign, { unsupported: "report" }).run({ at: ["1,2"] });
    expect(report.results.map(({ outcome }) => outcome)).toEqual(["passed", "error", "error"]);
    expect(report.passed).toBe(false);
  });

  test.each([[{}], ["{"], [null], [{ fields: [] }], [{ fields: [{ type: "string" }] }]])("%j is none", (json) => {
    expect(() => fromTableSchema(json)).toThrow(errorOf("invalidCheck"));
  });
});

describe("JSON Schema", () => {
  const row = {
    title: "people",
    type: "object",
    properties: {
      name: { type: "string", minLength: 1, description: "as in the passport" },
      age: { type: ["integer", "null"], minimum: 0, exclusiveMaximum: 150 },
      kind: { enum: ["a", "b"] },
      born: { type: "string", format: "date" },
      v: { const: 1 },
    },
    required: ["name", "age"],
  };

  test("of a row or of an array of rows means the same", async () => {
    const bad = [
      { name: null, age: null, kind: "c", born: "yesterday", v: 2 },
      { name: "Ada", age: 150, kind: "a", born: "1815-12-10", v: 1 },
    ];
    const names = ["isNotNull(name)", "isBetween(age)", "isIn(kind)", "isIsoDate(born)", "isIn(v)"];
    expect((await failing(fromJsonSchema(row), bad)).sort()).toEqual([...names].sort());
    expect((await failing(fromJsonSchema({ type: "array", items: row }), bad)).sort()).toEqual([...names].sort());
    expect(
      await failing(
        fromJsonSchema(row),
        bad.slice(1).map((each) => ({ ...each, age: 36 })),
      ),
    ).toEqual([]);
  });

  test("may forbid other columns", async () => {
    const closed = { properties: { a: { type: "number" } }, required: ["a"], additionalProperties: false };
    expect(await failing(fromJsonSchema(closed), { a: [1], b: [2] })).toEqual(["columnsMatch()"]);
  });

  test.each([
    [{ properties: { a: { anyOf: [] } } }, /keyword anyOf/],
    [{ properties: { a: { type: "number", multipleOf: 2 } } }, /keyword multipleOf/],
    [{ properties: { a: { $ref: "#/$defs/a" } } }, /keyword \$ref/],
    [{ properties: { a: { format: "iri" } } }, /format iri/],
    [{ properties: { a: false } }, /must not be there/],
    [{ properties: {}, minProperties: 1 }, /keyword minProperties/],
  ])("never leaves out %j in silence", (schema, reason) => {
    expect(() => fromJsonSchema(schema)).toThrow(reason);
    expect(() => fromJsonSchema(schema)).toThrow(errorOf("notSupported"));
  });
});

describe("dbt's schema.yml", () => {
  const file = {
    version: 2,
    models: [
      {
        name: "orders",
        columns: [
          { name: "id", tests: ["unique", "not_null"] },
          { name: "status", data_tests: [{ accepted_values: { arguments: { values: ["open", "paid"] } } }] },
          {
            name: "amount",
            data_tests: [
              { not_null: { config: { severity: "warn" } } },
              { "dbt_utils.accepted_range": { min_value: 0, inclusive: false } },
              {
                "dbt_expectations.expect_column_values_to_be_between": { min_value: 0, max_value: 10, strictly: true },
              },
              { unique: { config: { error_if: ">2" } } },
            ],
          },
        ],
        data_tests: [{ "dbt_utils.unique_combination_of_columns": { combination_of_columns: ["id", "status"] } }],
      },
      { name: "empty" },
    ],
  };

  test("becomes a suite of one model, with severities and limits", async () => {
    const suite = fromDbt(file, { model: "orders" });
    expect(suite.name).toBe("orders");
    const data = { id: [1, 2, null], status: ["open", "lost", "paid"], amount: [5, 5, 10] };
    expect(await failing(suite, data)).toEqual([
      "isNotNull(id)",
      "isIn(status)",
      "expect_column_values_to_be_between(amount)",
    ]);
    const severities = suite.checks.map(({ severity }) => severity);
    expect(severities.filter((severity) => severity === "warning")).toHaveLength(1);
  });

  test("refuses SQL, other tables and what it does not know", () => {
    const one =
      (test: unknown): (() => unknown) =>
      () =>
        fromDbt({ models: [{ name: "m", columns: [{ name: "c", tests: [test] }] }] });
    expect(one({ not_null: { where: "a > 1; drop table b" } })).toThrow(/condition in SQL/);
    expect(one({ relationships: { to: "ref('x')", field: "id" } })).toThrow(/test relationships/);
    expect(one({ unique: { error_if: "!= 0" } })).toThrow(/limit "!= 0"/);
    expect(one("toString")).toThrow(/test toString/);
    expect(one({ "dbt_expectations.expect_column_mean_to_be_between": { min_value: [] } })).toThrow(/no check/);
    expect(() => fromDbt(file)).toThrow(/several models/);
    expect(() => fromDbt(file, { model: "order" })).toThrow(errorOf("invalidCheck"));
    expect(() => fromDbt({ models: [] })).toThrow(errorOf("invalidCheck"));
  });
});
