import { checkSuite, hasNoGaps, isFresh } from "@mlsys/checks";
import type { Check, CheckResult } from "@mlsys/checks";
import { describe, expect, test } from "vitest";

async function resultOf(check: Check, data: Record<string, unknown[]>): Promise<CheckResult> {
  return (await checkSuite("time", [check]).run(data)).results[0];
}

const now = new Date("2024-03-10T00:00:00Z");

describe("isFresh", () => {
  test("judges the newest value against a clock, dates and ISO text alike", async () => {
    const at = ["2024-03-08T12:00:00Z", "2024-03-01T00:00:00Z", null];
    const dates = at.map((text) => (text === null ? null : new Date(text)));
    for (const values of [at, dates]) {
      expect(await resultOf(isFresh("at", { maxAge: "36 h", now }), { at: values })).toMatchObject({
        outcome: "passed",
        details: { ageMs: 36 * 3_600_000 },
        missingCount: 1,
      });
      expect(await resultOf(isFresh("at", { maxAge: 1000, now: () => now }), { at: values })).toMatchObject({
        outcome: "failed",
        message: "the newest value of at must be at most 1 s old: it is 1.5 d old",
      });
    }
  });

  test("uses the machine's clock when none is given", async () => {
    const check = isFresh("at", { maxAge: "1 min" });
    expect(await resultOf(check, { at: [new Date()] })).toMatchObject({ outcome: "passed" });
    expect(await resultOf(check, { at: [new Date(Date.now() - 61_000)] })).toMatchObject({ outcome: "failed" });
  });

  test("is of each group, and no data is not fresh", async () => {
    const data = { at: [new Date("2024-03-09"), new Date("2024-02-01")], shop: ["a", "b"] };
    expect(await resultOf(isFresh("at", { maxAge: "2 d", now, groupBy: "shop" }), data)).toMatchObject({
      outcome: "failed",
      observedValue: { a: "2024-03-09T00:00:00.000Z", b: "2024-02-01T00:00:00.000Z" },
    });
    const empty = { at: [null] };
    expect(await resultOf(isFresh("at", { maxAge: "2 d", now }), empty)).toMatchObject({
      outcome: "failed",
      reason: "noValues",
    });
    expect(await resultOf(isFresh("at", { maxAge: "2 d", now, onEmpty: "skip" }), empty)).toMatchObject({
      outcome: "notEvaluated",
    });
  });

  test("cannot judge what is no time, and refuses a length that is none", async () => {
    for (const at of [["soon"], [3], [new Date(), "2024-01-01"]])
      expect(await resultOf(isFresh("at", { maxAge: "2 d", now }), { at })).toMatchObject({
        outcome: "error",
        reason: "typeMismatch",
      });
    for (const maxAge of ["2 months", -1, "", "-1 d", null])
      expect(() => isFresh("at", { maxAge: maxAge as string })).toThrow(/maxAge/);
  });
});

describe("hasNoGaps", () => {
  test("finds the longest gap whatever the order and repeats", async () => {
    const day = ["2024-03-01", "2024-03-05", "2024-03-02", "2024-03-02", null, "2024-03-09"];
    const result = await resultOf(hasNoGaps("day", { longest: "1 d" }), { day });
    expect(result).toMatchObject({
      outcome: "failed",
      observedValue: 4 * 86_400_000,
      missingCount: 1,
      details: { gaps: [{ after: "2024-03-05" }, { after: "2024-03-02" }] },
    });
    expect(await resultOf(hasNoGaps("day", { longest: "4 d" }), { day })).toMatchObject({ outcome: "passed" });
  });

  test("of numbers, of one value, of none, of something else", async () => {
    const check = hasNoGaps("n", { longest: 2 });
    expect(await resultOf(check, { n: [5, 1, 3n, 7] })).toMatchObject({ outcome: "passed", observedValue: 2 });
    expect(await resultOf(check, { n: [5, 1] })).toMatchObject({ outcome: "failed", observedValue: 4 });
    expect(await resultOf(check, { n: [5] })).toMatchObject({ outcome: "passed", observedValue: 0 });
    expect(await resultOf(check, { n: [null] })).toMatchObject({ outcome: "notEvaluated", reason: "noValues" });
    expect(await resultOf(check, { n: ["x", 1] })).toMatchObject({ outcome: "error", reason: "typeMismatch" });
  });
});
