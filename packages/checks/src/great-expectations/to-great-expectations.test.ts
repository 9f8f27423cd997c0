import {
  allOf,
  checkSuite,
  customCheck,
  equals,
  isAbsent,
  isAbove,
  isBetween,
  isIn,
  isNotNull,
  isOneOf,
  matches,
  not,
} from "@mlsys/checks";
import { fromGreatExpectations, toGreatExpectations } from "@mlsys/checks/great-expectations";
import { expect, test } from "vitest";

const where = allOf(not(isAbsent("n")), isOneOf("the kind", ["a", "b"]), isAbove("n", 1));
const suite = checkSuite("payments", [
  isNotNull("x", { severity: "warning", description: "why" }),
  isBetween("x", { min: 0, exclusiveMin: true, mostly: 0.9, where }),
  isIn("at", [new Date("2026-01-01")]),
  matches("c", /ab/i),
]);

test("both versions carry condition, tolerance, severity and notes, and mean the same on the way back", async () => {
  const [newer, older] = [toGreatExpectations(suite), toGreatExpectations(suite, { version: "0.18" })];
  expect(newer.expectations[1]).toEqual({
    type: "expect_column_values_to_be_between",
    kwargs: {
      column: "x",
      min_value: 0,
      strict_min: true,
      mostly: 0.9,
      row_condition: '(not (n.isnull())) and (`the kind` in ["a", "b"]) and (n > 1)',
      condition_parser: "pandas",
    },
    meta: {},
  });
  expect(older.expectation_suite_name).toBe("payments");
  expect(older.expectations[0]).toMatchObject({ expectation_type: "expect_column_values_to_not_be_null" });
  expect(newer.expectations[2]?.kwargs["value_set"]).toEqual(["2026-01-01T00:00:00.000Z"]);
  const data = {
    x: [0, -1, null, 5],
    n: [2, 1, 3, null],
    "the kind": ["a", "b", "a", "a"],
    at: [null],
    c: ["AB", "x", "ab", null],
  };
  const rows = { ...data, at: [null, null, null, null] };
  const counts = async (own: typeof suite): Promise<unknown> =>
    (await own.run(rows)).results.map(({ unexpectedIndices, severity, description }) => [
      unexpectedIndices,
      severity,
      description,
    ]);
  expect(await counts(fromGreatExpectations(newer) as unknown as typeof suite)).toEqual(await counts(suite));
  expect(await counts(fromGreatExpectations(older) as unknown as typeof suite)).not.toEqual([]);
});

test("what it has no expectation for is refused or left out, never changed", () => {
  const own = checkSuite("own", [
    customCheck("isEven", "x", () => true),
    isNotNull("x", { maxUnexpected: 3 }),
    isNotNull("x", { where: equals("c", "a") }),
  ]);
  expect(() => toGreatExpectations(own)).toThrow(/2 checks have no expectation/);
  expect(toGreatExpectations(own, { unsupported: "skip" }).expectations).toHaveLength(1);
});
