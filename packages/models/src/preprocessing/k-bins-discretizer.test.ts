import { kBinsDiscretizer } from "@mlsys/models";
import { expect, test } from "vitest";

const X = Array.from({ length: 40 }, (_, i) => [i]);

test("a subsample is drawn by the weights of the rows, and has scikit-learn's edges", () => {
  const model = kBinsDiscretizer({ nBins: 3, encode: "ordinal", subsample: 15, randomState: 3 });
  const sampleWeight = X.map((_, i) => i % 7);
  expect(model.fit(X, undefined, { sampleWeight }).binEdges).toEqual([Float64Array.of(3, 12, 26, 34)]);
});

test("rows of weight 0 are never in a subsample", () => {
  const sampleWeight = X.map((_, i) => (i < 20 ? 0 : 1));
  for (let randomState = 0; randomState < 20; randomState++) {
    const model = kBinsDiscretizer({ nBins: 2, strategy: "uniform", subsample: 10, randomState });
    expect(model.fit(X, undefined, { sampleWeight }).binEdges[0]?.[0]).toBeGreaterThanOrEqual(20);
  }
});
