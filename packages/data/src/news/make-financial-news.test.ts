import { makeFinancialNews } from "@mlsys/data";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const count = (labels: readonly unknown[], label: string): number => labels.filter((each) => each === label).length;

describe("makeFinancialNews", () => {
  it("has the shares of the labels that were asked for, label noise included", () => {
    const labels = makeFinancialNews({ randomState: 0 }).column("label").toArray();
    expect(labels).toHaveLength(2264);
    expect([count(labels, "negative"), count(labels, "neutral"), count(labels, "positive")]).toEqual([272, 1358, 634]);
    const shares = { negative: 0.5, neutral: 0, positive: 0.5 };
    const even = makeFinancialNews({ nSamples: 11, shares, randomState: 0 }).column("label").toArray();
    expect(count(even, "neutral")).toBe(0);
  });

  it("gives the same sentences for the same seed, and others for another", () => {
    const [a, b, c] = [1, 1, 2].map((randomState) => makeFinancialNews({ nSamples: 50, randomState }).toRows());
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
  });

  it("fills every slot, and hardly writes a sentence twice", () => {
    const sentences = makeFinancialNews({ nSamples: 5000, randomState: 3 }).column("sentence").toArray();
    expect(sentences.filter((sentence) => sentence === null || /[{}]|undefined|NaN/.test(sentence))).toEqual([]);
    expect(new Set(sentences).size).toBeGreaterThan(4950);
  });

  it("mislabels exactly the share asked for", () => {
    const clean = makeFinancialNews({ labelNoise: 0, randomState: 5 }).column("label").toArray();
    const noisy = makeFinancialNews({ labelNoise: 0.1, randomState: 5 }).column("label").toArray();
    expect(noisy.filter((label, i) => label !== clean[i]).length).toBe(226);
  });

  it("makes as many rows as asked for, whatever the number", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), (nSamples, randomState) => {
        expect(makeFinancialNews({ nSamples, randomState }).numRows).toBe(nSamples);
      }),
      { numRuns: 30 },
    );
  });

  it("refuses shares that do not sum to 1", () => {
    const shares = { negative: 0.5, neutral: 0.6, positive: 0.5 };
    expect(() => makeFinancialNews({ shares })).toThrow(/shares is not accepted/);
  });
});
