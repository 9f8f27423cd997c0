import { type checkSuite } from "@mlsys/checks";
import { profile, suggestSuite, withoutFailing } from "@mlsys/checks/profile";
import type { ColumnProfile } from "@mlsys/checks/profile";
import { Table } from "@mlsys/core";
import { describe, expect, test } from "vitest";

async function of(values: ArrayLike<unknown>): Promise<ColumnProfile> {
  const [column] = (await profile({ x: values })).columns;
  if (column === undefined) throw new TypeError("no column");
  return column;
}

describe("a profile", () => {
  test.each([
    [[1, 2, null], "integer"],
    [[1, 2.5], "number"],
    [["a", null], "string"],
    [[true, false], "boolean"],
    [[new Date(0)], "date"],
    [[1, "a"], "mixed"],
    [[null, NaN], "empty"],
    [[[1], { a: 1 }], "object"],
    [[], "empty"],
  ])("of %j is of the type %s", async (values, type) => expect((await of(values)).type).toBe(type));

  test("of bigints beyond 2^53 is of integers", async () => expect((await of([2n ** 60n, 1n])).type).toBe("integer"));

  test("counts, figures and quantiles are exact", async () => {
    const { numeric, ...rest } = await of([2, 4, 4, 4, 5, 5, 7, 9, 30, null, NaN]);
    expect(rest).toMatchObject({
      count: 9,
      missing: 2,
      distinct: 6,
      singles: 4,
      topValues: [{ value: 4, count: 3, share: 1 / 3 }, { value: 5 }, {}, {}, {}, {}],
    });
    expect(numeric).toMatchObject({ min: 2, max: 30, mean: 70 / 9, zeros: 0, negatives: 0, infinite: 0, sum: 70 });
    expect(Math.abs((numeric?.stdev ?? 0) - 8.56997342145496)).toBeLessThan(1e-13);
    expect(Math.abs((numeric?.kurtosis ?? 0) - 3.405774871200972)).toBeLessThan(1e-12);
    expect(numeric?.quantiles.find(({ probability }) => probability === 0.5)?.value).toBe(5);
  });

  test("of text knows lengths, blanks and formats", async () => {
    expect((await of(["🙂", "abc", " "])).text).toEqual({
      minLength: 1,
      maxLength: 3,
      meanLength: 5 / 3,
      blank: 1,
      format: null,
    });
    expect((await of(["a@b.de", "c@d.org"])).text?.format?.name).toBe("e-mail address");
    expect((await of(["2026-01-02", "2026-01-03"])).text?.format?.name).toBe("ISO 8601 date");
  });

  test("with infinities has no infinite figures", async () => {
    const { numeric } = await of([1, Infinity, -Infinity]);
    expect(numeric).toMatchObject({ infinite: 2, mean: null, stdev: null, sum: null });
  });

  test("raises alerts", async () => {
    const alerts = async (values: readonly unknown[]): Promise<string[]> =>
      (await of(values)).alerts.map(({ alert }) => alert);
    expect(await alerts([null])).toEqual(["allMissing"]);
    expect(await alerts([1, 1, null])).toEqual(["missing", "constant"]);
    expect(await alerts([1, "a"])).toEqual(["mixedTypes", "unique"]);
    expect(await alerts([0, 1, 1, 0])).toEqual(["zeros"]);
    expect(await alerts([...new Array<string>(50).fill("a"), "b"])).toEqual(["imbalanced"]);
  });

  test("is the same of rows, of a table and of a stream, and is plain JSON", async () => {
    const rows = [
      { a: 1, b: "x" },
      { a: null, b: "y" },
    ];
    async function* batches(): AsyncGenerator<object[]> {
      for (const row of rows) yield [row];
    }
    const whole = await profile(rows);
    expect(await profile(Table.from(rows))).toEqual(whole);
    expect(await profile(batches())).toEqual(whole);
    expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
  });

  test("takes the columns asked for and refuses others", async () => {
    expect((await profile({ a: [1], b: [2] }, { columns: ["b"] })).columns.map(({ column }) => column)).toEqual(["b"]);
    await expect(profile({ amount: [1] }, { columns: ["amuont"] })).rejects.toMatchObject({
      code: "columnMissing",
      message: expect.stringContaining('"amount"') as string,
    });
    await expect(profile({ a: [1] }, { topValue: 3 } as object)).rejects.toMatchObject({ code: "invalidOption" });
  });

  test("of nothing is empty", async () => {
    async function* none(): AsyncGenerator<object[]> {}
    expect(await profile([])).toEqual({ schemaVersion: 1, rowCount: 0, columns: [] });
    expect((await profile(none())).columns).toEqual([]);
    expect(suggestSuite(await profile([])).checks).toEqual([]);
  });
});

describe("a suggested suite", () => {
  const rows = Array.from({ length: 1000 }, (_, i) => ({
    id: `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`,
    share: (i % 11) / 10,
    amount: Math.round(50 + 30 * Math.sin(i)),
    label: ["negative", "neutral", "positive"][i % 3],
    'na"me\u2028': i % 10 === 0 ? null : `text ${i}`,
  }));

  test("passes on the data that it was made of, with evidence and confidence", async () => {
    const suite = suggestSuite(await profile(rows));
    const report = await suite.run(rows);
    expect(report.results.filter(({ outcome }) => outcome !== "passed")).toEqual([]);
    for (const { confidence, evidence } of suite.suggestions) {
      expect(confidence).toBeGreaterThan(0.5);
      expect(Object.keys(evidence).length).toBeGreaterThan(0);
    }
  });

  test("knows keys, value sets, shares, formats and completeness", async () => {
    const { suggestions } = suggestSuite(await profile(rows));
    const sources = suggestions.map(({ source }) => source);
    expect(sources).toContain('isUnique("id")');
    expect(sources).toContain('isIn("label", ["negative", "neutral", "positive"])');
    expect(sources).toContain('isBetween("share", { min: 0, max: 1 })');
    expect(sources).toContain('isNotNull("id")');
    expect(sources).toContain('isNotNull("na\\"me\\u2028", { mostly: 0.87 })');
    expect(suggestions.find(({ rule, check }) => rule === "format" && check.column === "id")?.evidence["format"]).toBe(
      "UUID",
    );
  });

  test("is the same again for the same profile, and bold only on request", async () => {
    const facts = await profile(rows);
    expect(suggestSuite(facts).source).toBe(suggestSuite(JSON.parse(JSON.stringify(facts)) as typeof facts).source);
    expect(suggestSuite(facts, { strictness: "loose" }).checks.every(({ severity }) => severity === "error")).toBe(
      true,
    );
  });

  test("as source makes the same suite again", async () => {
    const { source, name, checks } = suggestSuite(await profile(rows), { name: "made" });
    const body = source.replace(/^import .*$/m, "").replace("export const suite =", "return");
    const all = await import("@mlsys/checks");
    const names = (/^import \{ (.*) \}/.exec(source)?.[1] ?? "").split(", ");
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the generated source is what is tested
    const run = new Function(...names, body) as (...values: unknown[]) => ReturnType<typeof checkSuite>;
    const again = run(...names.map((each) => all[each as keyof typeof all]));
    expect(again.name).toBe(name);
    expect(again.checks.map(({ sentence }) => sentence)).toEqual(checks.map(({ sentence }) => sentence));
  });

  test("makes no rule of few rows or free text", async () => {
    const few = suggestSuite(await profile(rows.slice(0, 20)));
    expect(few.suggestions.filter(({ rule }) => ["value set", "format", "mean"].includes(rule))).toEqual([]);
    expect(few.suggestions.find(({ source }) => source.startsWith('isNotNull("label"'))?.source).toBe(
      'isNotNull("label", { mostly: 0.83 })',
    );
  });

  test("leaves out what fails on other data", async () => {
    const suite = suggestSuite(await profile(rows));
    const kept = await withoutFailing(
      suite,
      rows.map((row) => ({ ...row, label: "other" })),
    );
    expect(kept.checks.length).toBeLessThan(suite.checks.length);
    expect(kept.source).not.toContain("isIn(");
    expect((await kept.run(rows)).passed).toBe(true);
  });
});
