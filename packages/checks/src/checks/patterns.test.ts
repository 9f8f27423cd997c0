import {
  checkSuite,
  ChecksError,
  doesNotMatch,
  isLike,
  isNotLike,
  isNotOutlier,
  matches,
  matchesAll,
  matchesAny,
  matchesDateFormat,
  matchesNone,
  zScoreIsBelow,
} from "@mlsys/checks";
import type { Check } from "@mlsys/checks";
import { describe, expect, test } from "vitest";

async function unexpected(check: Check, x: readonly unknown[]): Promise<readonly number[]> {
  return (await checkSuite("patterns", [check]).run({ x })).results[0].unexpectedIndices;
}

describe("LIKE", () => {
  test.each([
    ["a%", ["a", "ab", "ba", "A"], [2, 3]],
    ["_", ["a", "🙂", "", "ab"], [2, 3]],
    ["100!%", ["100%", "1000"], [1]],
    ["a.c", ["a.c", "abc"], [1]],
    ["!!_", ["!a", "!!"], []],
    ["a-b[^]{2}", ["a-b[^]{2}", "a-b"], [1]],
    ["%\n%", ["a\nb", "ab"], [1]],
  ])("%j", async (pattern, values, failing) => {
    expect(await unexpected(isLike("x", pattern), values)).toEqual(failing);
    const others = values.flatMap((_, i) => (failing.includes(i) ? [] : [i]));
    expect(await unexpected(isNotLike("x", pattern), values)).toEqual(others);
  });
});

describe("regular expressions", () => {
  test("of a RegExp keep their flags but for g and y", async () => {
    expect(await unexpected(matches("x", /^A$/gi), ["a", "A", "b"])).toEqual([2]);
    expect(await unexpected(doesNotMatch("x", /a/i), ["A", "b"])).toEqual([0]);
  });

  test("written for other languages are read leniently", async () => {
    expect(await unexpected(matches("x", "^\\-a"), ["-a", "a"])).toEqual([1]);
  });

  test("in lists must match any, all, or none", async () => {
    const x = ["ab", "a", "c"];
    expect(await unexpected(matchesAny("x", ["a", "b"]), x)).toEqual([2]);
    expect(await unexpected(matchesAll("x", ["a", "b"]), x)).toEqual([1, 2]);
    expect(await unexpected(matchesNone("x", ["a", "b"]), x)).toEqual([0, 1]);
  });

  test("a value that is no text fails, whether it must match or must not", async () => {
    expect(await unexpected(matches("x", "1"), ["1", 1])).toEqual([1]);
    expect(await unexpected(doesNotMatch("x", "2"), ["1", 1])).toEqual([1]);
    expect(await unexpected(matchesNone("x", ["2"]), ["1", 1])).toEqual([1]);
    expect(await unexpected(isNotLike("x", "2"), ["1", 1])).toEqual([1]);
  });
});

describe("date formats", () => {
  test.each([
    ["%Y-%m-%d", ["2024-02-29", "2023-02-29", "2024-1-5", "24-01-05"], [1, 3]],
    ["%d/%m/%Y", ["31/04/2026", "30/04/2026"], [0]],
    ["%Y-%m-%dT%H:%M:%S", ["1977-05-55T00:00:00", "1980-05-21T13:47:59", "1980-05-21T24:00:00"], [0, 2]],
    ["%d %b %Y", ["31 Jan 2026", "31 feb 2026", "31 foo 2026"], [1, 2]],
    ["%B %d, %Y", ["February 29, 2024", "February 29, 2025"], [1]],
    ["%I:%M %p", ["12:30 pm", "13:30 pm"], [1]],
    ["%H:%M:%S.%f%z", ["01:02:03.5+02:00", "01:02:03+02:00"], [1]],
    ["100%%", ["100%", "100"], [1]],
  ])("%s", async (format, values, failing) => {
    expect(await unexpected(matchesDateFormat("x", format), values)).toEqual(failing);
  });

  test.each(["%Q", "%", "%Y %Y", 3 as unknown as string])("%j is refused", (format) => {
    expect(() => matchesDateFormat("x", format)).toThrow(ChecksError);
  });
});

describe("bounds that the data gives", () => {
  test("leave equal and single values alone", async () => {
    expect(await unexpected(zScoreIsBelow("x", 1), [3, 3, 3])).toEqual([]);
    expect(await unexpected(zScoreIsBelow("x", 1), [3])).toEqual([]);
    expect(await unexpected(isNotOutlier("x"), [3, 3, 3, 3, 9])).toEqual([]);
  });

  test("are one-sided on request", async () => {
    const x = [-50, 1, 2, 1, 2, 1, 2, 1, 2];
    expect(await unexpected(zScoreIsBelow("x", 2), x)).toEqual([0]);
    expect(await unexpected(zScoreIsBelow("x", 2, { doubleSided: false }), x)).toEqual([]);
  });

  test("are those of the whole on a stream too", async () => {
    const x = [-50, 1, 2, null, 2, NaN, 2, 1, 2, 1, "a", 1, 2, 1];
    async function* stream(): AsyncGenerator<object[]> {
      for (const each of x) yield [{ x: each }];
    }
    const suite = checkSuite("bounds", [
      zScoreIsBelow("x", 2),
      isNotOutlier("x", { nan: "invalid", mostly: 0.7 }),
      zScoreIsBelow("x", 2, { nan: "invalid" }),
    ]);
    const [whole, cut] = [await suite.run({ x }), await suite.run(stream())];
    expect(cut.results).toEqual(whole.results);
    expect(cut.results.map(({ unexpectedIndices }) => unexpectedIndices)).toEqual([
      [0, 10],
      [0, 5, 10],
      [0, 5, 10],
    ]);
    expect((await suite.run(stream(), { examples: 1 })).results[1]).toMatchObject({
      unexpectedCount: 3,
      unexpectedIndices: [0],
    });
  });

  test("need numbers", async () => {
    const report = await checkSuite("text", [isNotOutlier("x")]).run({ x: ["a", "b"] });
    expect(report.results[0]).toMatchObject({ outcome: "error", reason: "typeMismatch" });
  });
});
