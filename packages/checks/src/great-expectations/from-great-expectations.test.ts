import { fromGreatExpectations } from "@mlsys/checks/great-expectations";
import { describe, expect, test } from "vitest";

const between = (kwargs: object): object => ({
  expectations: [{ type: "expect_column_values_to_be_between", kwargs: { column: "x", min_value: 0, ...kwargs } }],
});

test("a suite of 0.18 and one of 1.x mean the same", async () => {
  const kwargs = { column: "x", min_value: 0, strict_min: true };
  const older = fromGreatExpectations(
    JSON.stringify({
      expectation_suite_name: "payments",
      expectations: [
        { expectation_type: "expect_column_values_to_be_between", kwargs, meta: { notes: { content: ["why"] } } },
      ],
      ge_cloud_id: null,
      meta: { great_expectations_version: "0.18.21" },
    }),
  );
  const newer = fromGreatExpectations({
    name: "payments",
    id: "6f2c",
    expectations: [{ id: "a1", type: "expect_column_values_to_be_between", kwargs, description: "why" }],
  });
  expect(newer.name).toBe("payments");
  const data = { x: [0, 1] };
  expect((await older.run(data)).results).toEqual((await newer.run(data)).results);
  expect((await newer.run(data)).results[0]).toMatchObject({
    name: "expect_column_values_to_be_between(x)",
    description: "why",
    unexpectedIndices: [0],
  });
});

test("what is empty is answered as Great Expectations does", async () => {
  const suite = fromGreatExpectations({
    expectations: [
      { type: "expect_column_values_to_be_between", kwargs: { column: "x", min_value: 0 } },
      { type: "expect_column_mean_to_be_between", kwargs: { column: "x", min_value: 0 } },
      {
        type: "expect_column_proportion_of_unique_values_to_be_between",
        kwargs: { column: "x", min_value: 0, max_value: 1 },
      },
      { type: "expect_column_proportion_of_unique_values_to_be_between", kwargs: { column: "x", min_value: 0.1 } },
    ],
  });
  const { results } = await suite.run({ x: [null, null] });
  expect(results.map(({ success }) => success)).toEqual([true, false, true, false]);
});

test("severities of 1.x are kept", async () => {
  const suite = fromGreatExpectations({
    expectations: [{ type: "expect_column_values_to_not_be_null", severity: "warning", kwargs: { column: "x" } }],
  });
  expect((await suite.run({ x: [null, 1] })).passed).toBe(true);
});

describe("a row condition", () => {
  const rows = [
    { x: -1, c: "a", n: 1 },
    { x: -1, c: "b b", n: null },
    { x: -1, c: null, n: 3 },
  ];
  test.each([
    ["n > 1", [2]],
    ["n!=1", [1, 2]],
    ["2 < n", [2]],
    ['c == "a" | n == 3', [0, 2]],
    ['c == "a" and not n == 3', [0]],
    ["c.isnull()", [2]],
    ["~c.isnull() & (n == 1 or n.isnull())", [0, 1]],
    ["c in ['a', 'b b'] and `n` not in [1]", []],
    ['col("c") == "b b"', [1]],
    ['col("c").notnull()', [0, 1]],
    ["n == -1", []],
  ])("%s", async (condition, kept) => {
    const { results } = await fromGreatExpectations(
      between({ row_condition: condition, condition_parser: "pandas" }),
    ).run(rows);
    expect(results[0]?.unexpectedIndices).toEqual(kept);
  });

  test.each(["n >", "n = 1", "import os", "n == 1; drop", "(n == 1", "@x == 1", "n.apply(1)", "__import__('os')", ""])(
    "%j is refused",
    (condition) => {
      const make = (): unknown =>
        fromGreatExpectations(between({ row_condition: condition, condition_parser: "pandas" }));
      expect(make).toThrow(/row condition is not understood/);
    },
  );

  test("of another language is refused", () => {
    expect(() => fromGreatExpectations(between({ row_condition: "n > 1", condition_parser: "spark" }))).toThrow(
      /condition parser/,
    );
  });
});

describe("what cannot be read", () => {
  test.each([
    ["{"],
    ["[]"],
    [null],
    [{ expectations: [{}] }],
    [{ expectations: [{ type: "x", kwargs: { column: 3 } }] }],
  ])("%j is no suite", (suite) =>
    expect(() => fromGreatExpectations(suite)).toThrow(expect.objectContaining({ code: "invalidCheck" }) as Error),
  );

  const strange = { expectations: [{ type: "expect_stars_to_shine" }, { type: "expect_column_mean_to_be_between" }] };

  test("is refused with every reason", () => {
    expect(() => fromGreatExpectations(strange)).toThrow(
      expect.objectContaining({
        code: "notSupported",
        details: {
          refused: [
            {
              index: 0,
              rule: "expect_stars_to_shine",
              reason: expect.stringContaining("no check here") as string,
            },
            {
              index: 1,
              rule: "expect_column_mean_to_be_between",
              reason: expect.stringContaining("column is missing") as string,
            },
          ],
        },
      }) as Error,
    );
  });

  test("can be reported as an error in each run instead; it never passes", async () => {
    const report = await fromGreatExpectations(strange, { unsupported: "report" }).run({ x: [1] });
    expect(report.results.map(({ outcome }) => outcome)).toEqual(["error", "error"]);
    expect(report.passed).toBe(false);
  });

  test("names of object properties are no expectations", () => {
    for (const type of ["toString", "__proto__", "constructor"])
      expect(() => fromGreatExpectations({ expectations: [{ type }] })).toThrow(/has no check here/);
  });
});
