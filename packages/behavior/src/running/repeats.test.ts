import { defineSuite, runSuite } from "@mlsys/behavior";
import type { Suite } from "@mlsys/behavior";
import { randomState } from "@mlsys/core";
import { describe, expect, it } from "vitest";

const texts = Array.from({ length: 200 }, (_, i) => `text ${i}`);
const suite: Suite = defineSuite("ones", (t) => t.mft("ones", { cases: texts.map((input) => ({ input, label: 1 })) }));

/** Says 1, but for a share of the inputs 0, drawn anew with each seed. */
const noisy =
  (share: number) =>
  (batch: readonly string[], { seed }: { readonly seed: number }): number[] => {
    const drawn = randomState(seed).randomSample(batch.length);
    return batch.map((_, i) => ((drawn[i] as number) < share ? 0 : 1));
  };

describe("repeats", () => {
  it("ask a predictor again with another seed, and a case passes when enough of them do", async () => {
    const report = await runSuite(suite, noisy(0.1), { repeats: 5, minPass: 4, batchSize: 1000 });
    const once = await runSuite(suite, noisy(0.1), { batchSize: 1000 });
    const [test] = report.tests;
    expect(once.tests[0]?.counts.failed).toBeGreaterThan(8);
    expect(test?.counts.failed).toBeGreaterThan(0);
    expect(test?.counts.unstable).toBeGreaterThan(50);
    expect(test?.flags).toContain("unstable");
    expect(report.determinism).toMatchObject({ repeats: 5, inputs: 200, changed: test?.counts.unstable });
    expect(report.determinism?.examples[0]?.predictions.length).toBe(5);
    // 200 cases that each fail more than once in five with a probability of 0.0815.
    expect(test?.counts.failed).toBeLessThan(35);
  });

  it("say nothing of a deterministic predictor", async () => {
    for (let seed = 0; seed < 1000; seed++) {
      const report = await runSuite(suite, noisy(0), { repeats: 5, minPass: 4, randomState: seed });
      expect(report.determinism?.changed).toBe(0);
      expect(report.tests[0]?.flags).toEqual([]);
    }
    expect((await runSuite(suite, noisy(0))).determinism).toBe(null);
  });

  it("show the repeat in which a case failed", async () => {
    let call = 0;
    const third = (batch: readonly string[]): number[] =>
      batch.map((text) => (++call > 400 && text === "text 7" ? 0 : 1));
    const report = await runSuite(suite, third, { repeats: 3, batchSize: 1000 });
    expect(report.tests[0]?.failures.map(({ inputs, predictions }) => [inputs, predictions])).toEqual([
      [["text 7"], [{ value: 0 }]],
    ]);
  });

  it("cannot pass more often than they are", async () => {
    await expect(runSuite(suite, noisy(0), { repeats: 2, minPass: 3 })).rejects.toMatchObject({
      code: "invalidOption",
    });
  });
});
