import * as checks from "@mlsys/checks";
import type { Check, CheckResult } from "@mlsys/checks";
import { describe, expect, test } from "vitest";

const { checkSuite } = checks;

async function resultOf(check: Check, data: Readonly<Record<string, ArrayLike<unknown>>>): Promise<CheckResult> {
  return (await checkSuite("edge", [check]).run(data)).results[0];
}

/** Every check that is about one column of numbers. */
const ofNumbers: readonly Check[] = [
  checks.isBetween("x", { min: 0 }),
  checks.isIn("x", [1]),
  checks.isNotIn("x", [1]),
  checks.isFinite("x"),
  checks.isUnique("x"),
  checks.isIncreasing("x"),
  checks.isDecreasing("x"),
  checks.isOfType("x", "number"),
  checks.meanIsBetween("x", { min: 0 }),
  checks.medianIsBetween("x", { min: 0 }),
  checks.quantileIsBetween("x", 0.9, { min: 0 }),
  checks.stdevIsBetween("x", { min: 0 }),
  checks.varianceIsBetween("x", { min: 0 }),
  checks.minIsBetween("x", { min: 0 }),
  checks.maxIsBetween("x", { min: 0 }),
  checks.distinctRatioIsBetween("x", { min: 0 }),
  checks.uniqueRatioIsBetween("x", { min: 0 }),
  checks.valueSetEquals("x", [1]),
  checks.valueSetContains("x", [1]),
  checks.valueSetIsWithin("x", [1]),
  checks.mostCommonValueIsIn("x", [1]),
  checks.valueShareIsBetween("x", 1, { min: 0 }),
  checks.classRatioIsBetween("x", { min: 0 }),
];

describe("an empty table and a column without values", () => {
  for (const check of ofNumbers) {
    test(`leave ${check.check} unevaluated, with the reason`, async () => {
      const empty = await resultOf(check, { x: [] });
      expect([empty.outcome, empty.reason, empty.success]).toEqual(["notEvaluated", "noRows", false]);
      const allNull = await resultOf(check, { x: [null, null] });
      expect([allNull.outcome, allNull.reason, allNull.missingCount]).toEqual(["notEvaluated", "noValues", 2]);
      const allNan = await resultOf({ ...check }, { x: [NaN, NaN] });
      if (check.check !== "isFinite") expect(allNan.outcome).toBe("notEvaluated");
    });
  }

  test("can be asked to pass or to fail", async () => {
    expect((await resultOf(checks.isBetween("x", { min: 0, onEmpty: "pass" }), { x: [] })).outcome).toBe("passed");
    expect((await resultOf(checks.meanIsBetween("x", { min: 0, onEmpty: "fail" }), { x: [null] })).outcome).toBe(
      "failed",
    );
  });

  test("give a sum of 0, no distinct values, and a count of 0 rows", async () => {
    expect((await resultOf(checks.sumIsBetween("x", { min: 0 }), { x: [] })).observedValue).toBe(0);
    expect((await resultOf(checks.distinctCountIsBetween("x", { min: 0 }), { x: [null] })).observedValue).toBe(0);
    expect((await resultOf(checks.rowCountIsBetween({ min: 1 }), { x: [] })).outcome).toBe("failed");
  });

  test("are judged by the checks that are about missing values", async () => {
    expect((await resultOf(checks.isNotNull("x"), { x: [null, NaN] })).unexpectedCount).toBe(2);
    expect((await resultOf(checks.isNull("x"), { x: [null, NaN] })).outcome).toBe("passed");
    expect((await resultOf(checks.nullShareIsBetween("x", { max: 0.5 }), { x: [null] })).observedValue).toBe(1);
    expect((await resultOf(checks.isNotNull("x"), { x: [] })).outcome).toBe("notEvaluated");
  });

  test("of one value have no standard deviation", async () => {
    expect((await resultOf(checks.stdevIsBetween("x", { min: 0 }), { x: [1] })).outcome).toBe("notEvaluated");
  });
});

describe("NaN, infinities and zeros", () => {
  test("NaN counts as missing and is counted apart from null", async () => {
    const { missingCount, nanCount, unexpectedCount } = await resultOf(checks.isBetween("x", { min: 0 }), {
      x: [1, NaN, null, -1],
    });
    expect({ missingCount, nanCount, unexpectedCount }).toEqual({ missingCount: 2, nanCount: 1, unexpectedCount: 1 });
  });

  test("NaN fails on request, null still does not", async () => {
    const result = await resultOf(checks.isBetween("x", { min: 0, nan: "invalid" }), { x: [1, NaN, null] });
    expect(result.unexpectedIndices).toEqual([1]);
    expect(result.unexpectedExamples).toEqual(["NaN"]);
  });

  test("infinities are values: out of bounds, extreme, of no finite mean", async () => {
    const x = [-Infinity, 1, Infinity];
    expect((await resultOf(checks.isBetween("x", { min: 0 }), { x })).unexpectedIndices).toEqual([0]);
    expect((await resultOf(checks.maxIsBetween("x", { max: 5 }), { x })).observedValue).toBe("Infinity");
    const mean = await resultOf(checks.meanIsBetween("x", { min: -1, max: 1 }), { x });
    expect([mean.outcome, mean.observedValue]).toEqual(["failed", "NaN"]);
    const median = await resultOf(checks.medianIsBetween("x", { min: 0 }), { x: [-Infinity, Infinity] });
    expect(median.outcome).toBe("failed");
    expect((await resultOf(checks.meanIsBetween("x", { max: 1 }), { x: [1, Infinity] })).observedValue).toBe(
      "Infinity",
    );
  });

  test("-0 is 0", async () => {
    const x = [-0];
    expect((await resultOf(checks.isIn("x", [0]), { x })).outcome).toBe("passed");
    expect((await resultOf(checks.isBetween("x", { min: 0 }), { x })).outcome).toBe("passed");
    expect((await resultOf(checks.isUnique("x"), { x: [0, -0] })).unexpectedCount).toBe(2);
  });
});

describe("mixed and wrong types", () => {
  test("a value of another kind fails where some are right", async () => {
    const result = await resultOf(checks.isBetween("x", { min: 0 }), { x: [1, "1", true] });
    expect([result.outcome, result.unexpectedIndices]).toEqual(["failed", [1, 2]]);
  });

  test("a column of only wrong values is an error, never a verdict", async () => {
    for (const check of [
      checks.isBetween("x", { min: 0 }),
      checks.meanIsBetween("x", { min: 0 }),
      checks.minIsBetween("x", { min: 0 }),
    ]) {
      const { outcome, reason } = await resultOf(check, { x: ["1", "2"] });
      expect([outcome, reason]).toEqual(["error", "typeMismatch"]);
    }
    expect((await resultOf(checks.matches("x", "1"), { x: [1, 2] })).outcome).toBe("error");
    expect((await resultOf(checks.isFinite("x"), { x: [true] })).outcome).toBe("error");
  });

  test("one text among numbers is an error for a mean, and counted", async () => {
    const { outcome, message } = await resultOf(checks.meanIsBetween("x", { min: 0 }), { x: [1, "a", null] });
    expect(outcome).toBe("error");
    expect(message).toContain("1 value of x is no number");
  });

  test("numbers and texts have no common extremes", async () => {
    expect((await resultOf(checks.maxIsBetween("x", { max: 5 }), { x: [1, "a"] })).outcome).toBe("error");
  });

  test("truth values have a mean", async () => {
    expect((await resultOf(checks.meanIsBetween("x", { min: 0 }), { x: [true, null, false] })).observedValue).toBe(0.5);
  });

  test("integers beyond 2^53 are compared exactly", async () => {
    const x = [2n ** 53n, 2n ** 53n + 1n];
    expect((await resultOf(checks.isBetween("x", { max: 2 ** 53 }), { x })).unexpectedIndices).toEqual([1]);
    expect((await resultOf(checks.isUnique("x"), { x })).outcome).toBe("passed");
    const { observedValue, unexpectedExamples } = await resultOf(checks.isIn("x", [2n ** 53n]), { x });
    expect([observedValue, unexpectedExamples]).toEqual([0.5, ["9007199254740993"]]);
  });

  test("dates are compared with dates and with ISO text, in UTC", async () => {
    const at = [new Date("2026-01-01T12:00:00Z"), new Date("2026-01-02T00:00:00Z")];
    expect((await resultOf(checks.isBetween("at", { max: "2026-01-01T12:00:00" }), { at })).unexpectedIndices).toEqual([
      1,
    ]);
    const text = ["2026-01-01", "2026-01-03"];
    expect(
      (await resultOf(checks.isBetween("at", { max: new Date("2026-01-02") }), { at: text })).unexpectedIndices,
    ).toEqual([1]);
    expect((await resultOf(checks.maxIsBetween("at", { max: new Date("2026-01-05") }), { at })).observedValue).toBe(
      "2026-01-02T00:00:00.000Z",
    );
  });
});

describe("columns that are not there", () => {
  test("are one error with the nearest name; further checks on them are not evaluated", async () => {
    const report = await checkSuite("typo", [checks.isNotNull("amuont"), checks.isUnique("amuont")]).run({
      amount: [1],
    });
    expect(report.results.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ["error", "columnMissing"],
      ["notEvaluated", "columnMissing"],
    ]);
    expect(report.results[0].message).toBe('there is no column "amuont": did you mean "amount"?');
    expect(report.passed).toBe(false);
  });

  test("count in a condition too", async () => {
    const check = checks.isNotNull("a", { where: checks.equals("b", 1) });
    expect((await resultOf(check, { a: [1] })).reason).toBe("columnMissing");
  });

  test("are looked for even when they have the name of a property", async () => {
    const rows = [JSON.parse('{"__proto__": 1, "constructor": null}') as object];
    const report = await checkSuite("names", [
      checks.isNotNull("__proto__"),
      checks.isNotNull("constructor"),
      checks.isNotNull("toString"),
    ]).run(rows);
    expect(report.results.map(({ outcome }) => outcome)).toEqual(["passed", "failed", "error"]);
  });
});

describe("configurations that make no sense are refused at once", () => {
  const codeOf = (make: () => unknown): string | undefined => {
    try {
      make();
    } catch (error) {
      return (error as { code?: string }).code;
    }
    return undefined;
  };

  test.each([
    ["no bound", () => checks.isBetween("x", {})],
    ["min above max", () => checks.isBetween("x", { min: 2, max: 1 })],
    ["nothing between", () => checks.meanIsBetween("x", { min: 1, max: 1, exclusiveMax: true })],
    ["bounds of two kinds", () => checks.isBetween("x", { min: 1, max: "b" })],
    ["a bound given twice", () => checks.isBetween("x", { min: 1, exclusiveMin: 2 })],
  ])("%s", (_, make) => expect(codeOf(make)).toBe("contradictoryBounds"));

  test.each([
    ["NaN as a bound", () => checks.isBetween("x", { min: NaN })],
    ["mostly above 1", () => checks.isNotNull("x", { mostly: 2 })],
    ["an unknown option", () => checks.isNotNull("x", { mostlly: 1 } as object)],
    ["an unknown severity", () => checks.isNotNull("x", { severity: "fatal" as "error" })],
    ["a bound of text for a mean", () => checks.meanIsBetween("x", { min: "1" as unknown as number })],
  ])("%s", (_, make) => expect(codeOf(make)).toBe("invalidOption"));

  test.each([
    ["no column", () => checks.isNotNull("")],
    ["no columns", () => checks.isUnique([])],
    ["a column twice", () => checks.columnIsAbove("x", "x")],
    ["a set that is none", () => checks.isIn("x", "abc" as unknown as string[])],
    ["an unknown type", () => checks.isOfType("x", "strin" as "string")],
    ["a probability of 2", () => checks.quantileIsBetween("x", 2, { min: 0 })],
    ["a custom check without a test", () => checks.customCheck("even", "x", undefined as unknown as () => boolean)],
    ["a suite without a name", () => checkSuite("", [])],
    ["something that is no check", () => checkSuite("s", [{} as Check])],
  ])("%s", (_, make) => expect(codeOf(make)).toBe("invalidCheck"));

  test.each([["(", "a|*", "[b-a]"].map((pattern) => [pattern] as const)].flat())("the pattern %s", (pattern) =>
    expect(codeOf(() => checks.matches("x", pattern))).toBe("invalidPattern"),
  );
});
