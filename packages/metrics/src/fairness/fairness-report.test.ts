import { randomState } from "@mlsys/core";
import { fairnessReport, MetricsError } from "@mlsys/metrics";
import { toHtml, toMarkdown, toText } from "@mlsys/metrics/report";
import { expect, test } from "vitest";

/** Two groups whose positives are found with these chances. */
function treated(seed: number, a: number, b: number, n = 1000): readonly [number[], number[], string[]] {
  const rng = randomState(seed);
  const groups = Array.from({ length: n }, () => (rng.randomSample() < 0.3 ? "a" : "b"));
  const yTrue = groups.map(() => (rng.randomSample() < 0.5 ? 1 : 0));
  const yPred = yTrue.map((label, i) => {
    const chance = label === 1 ? (groups[i] === "a" ? a : b) : 0.1;
    return rng.randomSample() < chance ? 1 : 0;
  });
  return [yTrue, yPred, groups];
}

test("a group whose positives are missed fails equal opportunity, with its rates as evidence", () => {
  const report = fairnessReport(...treated(1, 0.5, 0.9));
  expect(report.passed).toBe(false);
  const [parity, opportunity, odds] = report.disparities;
  expect([parity?.criterion, opportunity?.criterion, odds?.criterion]).toEqual([
    "demographicParity",
    "equalOpportunity",
    "equalizedOdds",
  ]);
  expect(opportunity?.passed).toBe(false);
  expect(opportunity?.interval.low).toBeLessThan(0.4);
  expect(opportunity?.interval.high).toBeGreaterThan(0.4);
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});

test("groups that are treated alike fail in fewer than 5 of 100 data sets", () => {
  let alarms = 0;
  for (let seed = 0; seed < 200; seed++) {
    if (!fairnessReport(...treated(seed, 0.8, 0.8, 600), { nResamples: 300 }).passed) alarms += 1;
  }
  expect(alarms / 200).toBeLessThan(0.05);
});

test("the intervals of a true difference hold it in 93 to 97 of 100 data sets", () => {
  let held = 0;
  for (let seed = 0; seed < 400; seed++) {
    const [, opportunity] = fairnessReport(...treated(seed, 0.6, 0.9, 1500), { nResamples: 400 }).disparities;
    if (opportunity && opportunity.interval.low <= 0.3 && 0.3 <= opportunity.interval.high) held += 1;
  }
  expect(held / 400).toBeGreaterThanOrEqual(0.93);
  expect(held / 400).toBeLessThanOrEqual(0.97);
});

test("the report renders", () => {
  const report = fairnessReport(...treated(1, 0.5, 0.9));
  expect(toText(report)).toContain("equal opportunity");
  expect(toMarkdown(report)).toContain("| a |");
  expect(toHtml(report)).toContain("<table>");
});

test("three classes, an unknown class and a single group are refused", () => {
  expect(() => fairnessReport([0, 1, 2], [0, 1, 2], ["a", "b", "a"])).toThrow("more than two classes");
  expect(() => fairnessReport([0, 1], [0, 1], ["a", "b"], { posLabel: 5 })).toThrow(MetricsError);
  expect(() => fairnessReport([0, 1], [0, 1], ["a", "a"], { minRows: 1 })).toThrow(
    "there are not two groups to compare",
  );
});
