import { parseSuite, runSuite, scan, serializeSuite } from "@mlsys/behavior";
import { randomState } from "@mlsys/core";
import { describe, expect, it } from "vitest";
import { dataOf } from "../../test/support/scan-data.ts";
import type { Row } from "../../test/support/scan-data.ts";

describe("a scan", () => {
  it("finds a predictor that depends on what else is in its batch, and not another in 1,000 runs", async () => {
    const byBatch = (batch: readonly Row[]): number[] => {
      const mean = batch.reduce((sum, { y }) => sum + y, 0) / batch.length;
      return batch.map(({ y }) => y - mean);
    };
    const byPlace = (batch: readonly Row[]): number[] => batch.map((_, i) => i);
    const { rows } = dataOf(1, 60);
    const checks = async (predict: (batch: readonly Row[]) => number[]): Promise<string[]> => [
      ...new Set((await scan(rows, predict)).issues.map(({ check }) => check)),
    ];
    expect(await checks(byBatch)).toContain("batchSize");
    expect(await checks(byPlace)).toContain("batchOrder");
    const correct = (batch: readonly Row[]): number[] => batch.map(({ y }) => 3 * y + 0.1);
    for (let seed = 0; seed < 1000; seed++) {
      const { issues } = await scan(dataOf(seed, 20).rows, correct, { columns: ["place"], randomState: seed });
      expect(issues).toEqual([]);
    }
  }, 60_000);

  it("finds a predictor that draws, if only one label in ten, each time of 100", async () => {
    const draw = randomState(1);
    const noisy = (batch: readonly Row[]): string[] => batch.map(() => (draw.randomSample() < 0.1 ? "b" : "a"));
    for (let seed = 0; seed < 100; seed++) {
      const { issues } = await scan(dataOf(seed, 50).rows, noisy, { columns: ["place"], randomState: seed });
      expect(issues.map(({ check }) => check)).toContain("determinism");
    }
  });

  it("finds answers that are none for missing and far values, and takes a refusal for an answer", async () => {
    const { rows } = dataOf(1, 50);
    const careless = (batch: readonly { readonly y: unknown }[]): number[] =>
      batch.map(({ y }) => (typeof y !== "number" ? NaN : Math.log(1e3 + y - 900)));
    const { issues } = await scan(rows, careless as never, { columns: ["y"] });
    expect(issues.map(({ check, column }) => [check, column])).toEqual([["missing", "y"]]);
    const careful = (batch: readonly Row[]): number[] =>
      batch.map(({ y }) => {
        if (typeof y !== "number") throw new TypeError("y is missing");
        return y;
      });
    expect((await scan(rows, careful, { columns: ["y"] })).passed).toBe(true);
  });

  it("finds that a group is served worse", async () => {
    const { rows } = dataOf(2, 300);
    const labels = rows.map(({ place, x }) => (place === "Riga" && x % 3 === 0 ? "b" : "a"));
    const report = await scan(rows, (batch) => batch.map(() => "a"), { labels });
    expect(report.issues.map(({ name }) => name)).toEqual(["place: as right in every group"]);
    const errors = rows.map(({ place, y }) => y + (place === "Riga" ? 3 : 0));
    const numbers = await scan(rows, (batch) => batch.map(({ y }) => y), { labels: errors, columns: ["place"] });
    expect(numbers.issues.map(({ check }) => check)).toEqual(["parity"]);
  });

  it("gives a suite to keep, as data and as TypeScript", async () => {
    const texts = Array.from({ length: 60 }, (_, i) => `Nokia's profit rose by ${i} percent in Oslo.`);
    const predict = (batch: readonly string[]): string[] => batch.map((text) => (/rose/i.test(text) ? "up" : "down"));
    const { suite, typescript, issues, findings } = await scan(texts, predict);
    expect(issues.map(({ name }) => name)).toEqual(["one typing error"]);
    expect(findings.length).toBeGreaterThan(issues.length);
    const back = await runSuite(parseSuite(serializeSuite(suite)), predict, { correction: "holm" });
    expect(back.tests.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual(["one typing error"]);
    expect(typescript).toContain("perturb: typos(),");
    expect(typescript).toContain("import { changeCase, changeLocations, defineSuite, invariant");
  });

  const refused: readonly (readonly [string, readonly string[], object, string])[] = [
    ["no inputs", [], {}, "invalidCase"],
    ["a label too few", ["a", "b"], { labels: [1] }, "invalidOption"],
    ["an option that is none", ["a"], { alhpa: 1 }, "invalidOption"],
  ];

  it.each(refused)("refuses %s", async (_, inputs, options, code) => {
    await expect(scan(inputs as string[], () => [], options)).rejects.toMatchObject({ code });
  });

  it("says when the inputs as they are have no predictions", async () => {
    await expect(scan(["a"], () => [NaN])).rejects.toMatchObject({ code: "predictorFailed" });
  });
});
