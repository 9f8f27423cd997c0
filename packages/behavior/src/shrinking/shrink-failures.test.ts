import { column, defineSuite, invariant, replace, runSuite, shrinkFailures, typos } from "@mlsys/behavior";
import type { ScorePrediction } from "@mlsys/behavior";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("shrinking", () => {
  it("finds the one typo of six that matters", async () => {
    const from = Array.from(
      { length: 40 },
      (_, i) => `the profit of the ${i} companies of the group rose by a tenth in the quarter`,
    );
    const suite = defineSuite("news", (t) =>
      t.inv("typos", { from, perturb: typos({ count: 6 }), expect: invariant() }),
    );
    const predict = (texts: readonly string[]): string[] =>
      texts.map((text) => (text.includes("rose") ? "up" : "flat"));
    const report = await runSuite(suite, predict);
    expect(report.tests[0]?.counts.failed).toBeGreaterThan(3);
    const shrunk = await shrinkFailures(suite, report, predict, { failures: 40 });
    expect(shrunk.length).toBe(report.tests[0]?.counts.failed);
    for (const { edits, inputs, predictions, test } of shrunk) {
      expect(test).toBe("typos");
      expect(edits.length).toBe(1);
      expect(String(inputs[1])).not.toContain("rose");
      expect(predictions).toEqual([{ label: "up" }, { label: "flat" }]);
    }
  });

  it("finds a smallest set when several changes are needed together", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 0, max: 11 }), { minLength: 1, maxLength: 4 }),
        async (needed) => {
          const words = Array.from({ length: 12 }, (_, i) => `w${i}x`);
          const changed = words.map((word) => word.toUpperCase());
          const suite = defineSuite("words", (t) => t.inv("i", { cases: [[words.join(" "), changed.join(" ")]] }));
          const predict = (texts: readonly string[]): number[] =>
            texts.map((text) => (needed.every((i) => text.includes(`W${i}X`)) ? 1 : 0));
          const [shrunk] = await shrinkFailures(suite, await runSuite(suite, predict), predict);
          expect(shrunk?.edits.length).toBe(needed.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("locates a number within a hundredth of its column's spread", async () => {
    const rows = Array.from({ length: 50 }, (_, i) => ({ age: i, name: "a" }));
    const suite = defineSuite<(typeof rows)[0], ScorePrediction>("risk", (t) => {
      t.inv("older", { from: rows, perturb: column("age").add(60), expect: invariant() });
    });
    const risk = (batch: readonly { age: number }[]): number[] => batch.map(({ age }) => (age > 64.32 ? 2 : 1));
    const shrunk = await shrinkFailures(suite, await runSuite(suite, risk, { maxFailures: 50 }), risk, {
      failures: 50,
    });
    expect(shrunk.length).toBe(45);
    for (const { inputs } of shrunk) {
      const { age } = inputs[1] as (typeof rows)[0];
      expect(age).toBeGreaterThan(64.32);
      expect(age - 64.32).toBeLessThanOrEqual(0.01 * 49);
    }
  });

  it("gives the shortest failed example first where there is no original", async () => {
    const cases = ["a long text", "text", "a text"].map((input) => ({ input, label: 1 }));
    const suite = defineSuite("m", (t) => t.mft("m", { cases }));
    const predict = (texts: readonly string[]): number[] => texts.map(() => 0);
    const shrunk = await shrinkFailures(suite, await runSuite(suite, predict), predict, { failures: 2 });
    expect(shrunk.map(({ inputs }) => inputs)).toEqual([["text"], ["a text"]]);
  });

  it("names a test that the suite does not have", async () => {
    const suite = defineSuite("m", (t) => t.inv("i", { from: ["a b"], perturb: replace("a", "c") }));
    const predict = (texts: readonly string[]): number[] => texts.map(() => 0);
    const report = await runSuite(suite, predict);
    await expect(shrinkFailures(suite, report, predict, { test: "x" })).rejects.toMatchObject({ code: "invalidCase" });
  });
});
