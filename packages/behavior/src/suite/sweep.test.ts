import { defineSuite, monotonic, runSuite } from "@mlsys/behavior";
import type { ScorePrediction } from "@mlsys/behavior";
import { randomState } from "@mlsys/core";
import { describe, expect, it } from "vitest";

interface Home {
  readonly area: number;
  readonly rooms: number;
}

const draw = randomState(3);
const homes = Array.from({ length: 100 }, (_, i): Home => ({
  area: 20 + 100 * draw.randomSample(),
  rooms: i,
}));

/** Dearer by steps with the area, but for a dip between 70 and 80. */
const dipping = (rows: readonly Home[]): number[] =>
  rows.map(({ area }) => 100 * Math.floor(area / 10) - (area >= 70 && area < 80 ? 250 : 0));

const sweep = (grid: readonly number[] | { quantiles: number }) =>
  defineSuite<Home, ScorePrediction>("rent", (t) => {
    t.sweep("area", { from: homes, column: "area", grid, expect: monotonic("increasing") });
  });

describe("a sweep", () => {
  it("finds a planted dip in every row, and the two points of the grid between which it lies", async () => {
    const report = await runSuite(sweep([25, 35, 45, 55, 65, 75, 85, 95]), dipping, { maxFailures: 100 });
    const [test] = report.tests;
    expect(test?.counts).toMatchObject({ run: 100, failed: 100 });
    const found = test?.failures.map(({ edits, example }) => edits[example]);
    expect(found).toEqual(Array.from({ length: 100 }, () => [{ column: "area", from: 65, to: 75 }]));
  });

  it("passes a step model without a dip, over quantiles too", async () => {
    const report = await runSuite(sweep({ quantiles: 10 }), (rows) => rows.map(({ area }) => Math.floor(area / 10)));
    expect(report.passed).toBe(true);
    expect(report.tests[0]?.counts.run).toBe(100);
  });
});

describe("an order", () => {
  it("says which of two different inputs stands above the other, and by how much", async () => {
    const scores: Readonly<Record<string, number>> = { startup: 0.7, politics: 0.2, unicorn: 0.71 };
    const suite = (margin: number) =>
      defineSuite<string, ScorePrediction>("language model", (t) => {
        t.order("topic", { pairs: [["politics", "startup"]], margin });
        t.order("kin", { pairs: [["startup", "unicorn"]], margin });
      });
    const predict = (texts: readonly string[]): number[] => texts.map((text) => scores[text] ?? 0);
    expect((await runSuite(suite(0), predict)).passed).toBe(true);
    expect((await runSuite(suite(0.1), predict)).tests.map(({ passed }) => passed)).toEqual([true, false]);
  });
});
