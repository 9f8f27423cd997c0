import {
  defineSuite,
  equals,
  failRateOf,
  invariant,
  parseSuite,
  replace,
  runSuite,
  serializeSuite,
} from "@mlsys/behavior";
import { toText } from "@mlsys/behavior/report";
import { describe, expect, it } from "vitest";

interface Row {
  readonly place: string;
  readonly text: string;
}

const rows = Array.from({ length: 80 }, (_, i): Row => ({ place: i % 2 === 0 ? "Oslo" : "Rome", text: `rose ${i}` }));
const unfair = (batch: readonly Row[]): string[] =>
  batch.map(({ place, text }) => (place === "Rome" && /[37]$/.test(text) ? "down" : "up"));

describe("parity between groups", () => {
  const suite = (maxDifference: number, rule: "point" | "notProvenAbove" = "point") =>
    defineSuite<Row, { label: string }>("rows", (t) =>
      t.parity("places", { from: rows, group: "place", measure: equals("up"), maxDifference, rule }),
    );

  it("fails when rates are further apart than allowed, and tells them", async () => {
    const report = await runSuite(suite(0.1), unfair);
    const [test] = report.tests;
    expect(test?.passed).toBe(false);
    expect(test?.groups.map(({ group, failed, run, rate }) => [group, failed, run, rate])).toEqual([
      ["Oslo", 0, 40, 0],
      ["Rome", 16, 40, 0.4],
    ]);
    expect(test?.groupComparisons[0]).toMatchObject({ a: "Oslo", b: "Rome", difference: 0.4, ratio: 0 });
    expect(test?.groupComparisons[0]?.p).toBeLessThan(1e-4);
    expect(toText(report)).toContain("Rome 40.0 % (16/40), Oslo 0.0 % (0/40)");
    expect((await runSuite(suite(0.4), unfair)).passed).toBe(true);
  });

  it("asks for proof where the rule does", async () => {
    const once = (batch: readonly Row[]): string[] =>
      batch.map(({ text }) => (/^rose [135]$/.test(text) ? "down" : "up"));
    expect((await runSuite(suite(0.05), once)).passed).toBe(false);
    expect((await runSuite(suite(0.05, "notProvenAbove"), once)).passed).toBe(true);
    expect((await runSuite(suite(0.05, "notProvenAbove"), unfair)).passed).toBe(false);
  });

  it("compares how often another test fails, and survives a file", async () => {
    const texts = defineSuite("texts", (t) => {
      const from = rows.map(({ place, text }) => `${place} ${text}`);
      t.inv("word", { from, perturb: replace("rose", "fell"), expect: invariant(), severity: "warning" });
      t.parity("word by place", { group: (text) => text.slice(0, 4), measure: failRateOf("word"), maxDifference: 0.2 });
    });
    const predict = (batch: readonly string[]): string[] =>
      batch.map((text) => (/Rome fell/.test(text) ? "down" : "up"));
    const report = await runSuite(texts, predict);
    expect(report.tests[1]?.groups.map(({ group, rate }) => [group, rate])).toEqual([
      ["Oslo", 0],
      ["Rome", 1],
    ]);
    const back = await runSuite(parseSuite(serializeSuite(texts)), predict);
    expect(back.tests.map(({ groups }) => groups)).toEqual(report.tests.map(({ groups }) => groups));
  });

  it.each([
    [
      "a test that is not there",
      { group: "place", measure: failRateOf("words"), maxDifference: 0 } as const,
      "invalidCase",
    ],
    [
      "one group",
      { from: rows.slice(0, 1), group: "place", measure: equals("up"), maxDifference: 0 } as const,
      "invalidCase",
    ],
    [
      "rows without the column",
      { from: [{}] as never, group: "place", measure: equals("up"), maxDifference: 0 } as const,
      "unknownColumn",
    ],
  ])("refuses %s", (_, options, code) => {
    expect(() => defineSuite<Row, { label: string }>("s", (t) => t.parity("p", options))).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
