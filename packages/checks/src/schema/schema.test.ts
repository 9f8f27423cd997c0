import { checkSuite } from "@mlsys/checks";
import { matchesSchema, schemaSuite } from "@mlsys/checks/schema";
import type { StandardSchema } from "@mlsys/core";
import { describe, expect, test } from "vitest";
import { z } from "zod";

const person = z
  .object({
    name: z.string().min(1),
    age: z.int().min(0).nullable(),
    mail: z.email().optional(),
    address: z.object({ zip: z.string() }).optional(),
  })
  .refine(({ name, mail }) => name !== mail, { path: ["mail"], message: "is the name" });

const rows = [
  { name: "Ada", age: 36, mail: "ada@example.org", address: { zip: "1" } },
  { name: "", age: null, mail: null, address: null },
  { name: "a@b.org", age: -1, mail: "a@b.org", address: { zip: 7 } },
  { name: null, age: 1, mail: "nobody", address: null },
];

describe("a row schema", () => {
  test("is one check whose issues keep row and path", async () => {
    const { results } = await checkSuite("people", [matchesSchema(person)]).run(rows);
    expect(results[0]).toMatchObject({ outcome: "failed", unexpectedCount: 3, unexpectedIndices: [1, 2, 3] });
    const issues = results[0].details["issues"] as { row: number; path: unknown[] }[];
    expect(issues.map(({ row, path }) => [row, path])).toEqual([
      [1, ["name"]],
      [2, ["age"]],
      [2, ["address", "zip"]],
      [3, ["name"]],
      [3, ["mail"]],
    ]);
  });

  test("holds for a stream, with tolerance and condition", async () => {
    async function* batches(): AsyncGenerator<object[]> {
      for (const row of rows) yield [row];
    }
    const check = matchesSchema(person, { mostly: 0.25, severity: "warning" });
    expect((await checkSuite("people", [check]).run(batches())).results[0].outcome).toBe("passed");
  });

  test("of another library needs the columns named", async () => {
    const own: StandardSchema = {
      "~standard": {
        version: 1,
        vendor: "own",
        validate: (value) =>
          (value as { n: number }).n > 1 ? { value } : { issues: [{ message: "too small", path: [{ key: "n" }] }] },
      },
    };
    expect(() => matchesSchema(own)).toThrow(expect.objectContaining({ code: "invalidCheck" }) as Error);
    const { results } = await checkSuite("own", [matchesSchema(own, { columns: ["n"] })]).run({ n: [1, 2] });
    expect(results[0].details["issues"]).toEqual([{ row: 0, path: ["n"], message: "too small" }]);
    expect(schemaSuite(z.object({ v: z.custom<number>(() => true) })).checks).toHaveLength(1);
  });

  test("that is none, or answers later, is an error and no pass", async () => {
    expect(() => matchesSchema({} as never)).toThrow(/no schema/);
    expect(() => matchesSchema(null as never)).toThrow(/no schema/);
    const later = z.object({ n: z.number() }).refine(async () => true);
    const { results, passed } = await checkSuite("later", [matchesSchema(later)]).run({ n: [1] });
    expect(results[0]).toMatchObject({ outcome: "notEvaluated", reason: "notSupported" });
    expect(passed).toBe(false);
  });
});

describe("a suite of a row schema", () => {
  test("has a check a column and rule, and agrees with the schema on simple rules", async () => {
    const { results } = await schemaSuite(person).run(rows);
    const failing = results
      .filter(({ success }) => !success)
      .map(({ name, unexpectedIndices }) => [name, unexpectedIndices]);
    expect(failing).toEqual([
      ["isNotNull(name)", [3]],
      ["lengthIsBetween(name)", [1]],
      ["isBetween(age)", [2]],
      ["matches(mail)", [3]],
      ["matches(mail)", [3]],
      ["matchesSchema(name, age, mail, address)", [1, 2, 3]],
    ]);
  });

  test("can do without the rows, to run in a database", () => {
    expect(schemaSuite(person, { rows: false, name: "people" }).checks.map(({ check }) => check)).not.toContain(
      "matchesSchema",
    );
  });

  test("a strict schema refuses further columns, an open one does not", async () => {
    const rows = [{ a: "x", b: 1 }];
    const { results, passed } = await schemaSuite(z.strictObject({ a: z.string() })).run(rows);
    expect(results.filter(({ success }) => !success).map(({ check }) => check)).toEqual(["columnsMatch"]);
    expect([passed, (await schemaSuite(z.object({ a: z.string() })).run(rows)).passed]).toEqual([false, true]);
  });
});
