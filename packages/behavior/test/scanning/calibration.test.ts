// What a scan promises in the long run: over a thousand data sets, and over hundreds of models with a planted fault.
import { scan } from "@mlsys/behavior";
import { describe, expect, it } from "vitest";
import { dataOf } from "../support/scan-data.ts";
import type { Row } from "../support/scan-data.ts";

/** Depends on the place alone, whatever stands around its name. */
const invariant = (rows: readonly Row[]): string[] => rows.map(({ place }) => (/Oslo/.test(place) ? "a" : "b"));

/** Noise leaves no whole number, and of what is none, one in twenty flips. */
const flipping = (rows: readonly Row[]): string[] =>
  rows.map(({ x }) => (Number.isInteger(x) || Math.floor(1e4 * x) % 20 !== 0 ? "a" : "b"));

describe("a scan", { timeout: 120_000 }, () => {
  it("of a perfectly invariant model raises an alarm on one data set in twenty at most, of 1,000", async () => {
    let alarms = 0;
    for (let seed = 0; seed < 1000; seed++) {
      const { rows, labels } = dataOf(seed, 75);
      const { issues } = await scan(rows, invariant, { labels, randomState: seed });
      if (issues.length > 0) alarms++;
      expect(issues.filter(({ check }) => check !== "parity")).toEqual([]);
    }
    expect(alarms).toBeGreaterThan(0);
    expect(alarms).toBeLessThanOrEqual(50);
  });

  it("finds one prediction in twenty that flips under noise, with 1,000 rows, nineteen times in twenty of 200", async () => {
    let found = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { issues } = await scan(dataOf(seed, 1000).rows, flipping, { randomState: seed });
      if (issues.some(({ check, column }) => check === "invariance" && column === "x")) found++;
    }
    expect(found).toBeGreaterThanOrEqual(190);
  });
});
