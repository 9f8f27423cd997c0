import { kBinsDiscretizer, mutualInfoClassif, mutualInfoRegression } from "@mlsys/models";
import type { MutualInfoOptions } from "@mlsys/models";
import { expect, test } from "vitest";

const X = [
  [0, 1],
  [2, 5],
  [3, 3],
];

test.each<MutualInfoOptions>([{ nNeighbors: 0 }, { nNeighbors: 1.5 }, { discreteFeatures: [true] }])(
  "options that cannot be meant are refused: %o",
  (options) => {
    expect(() => mutualInfoClassif(X, ["a", "b", "a"], options)).toThrow(
      expect.objectContaining({ code: "invalidOption" }),
    );
  },
);

test("as many neighbours as rows are refused, where numbers are compared with numbers", () => {
  expect(() => mutualInfoRegression(X, [1, 2, 3])).toThrow(/more neighbours.*nNeighbors 3, 3 rows/);
  expect(mutualInfoRegression(X, [1, 2, 3], { nNeighbors: 2 })).toHaveLength(2);
  expect(mutualInfoRegression(X, [1, 2, 3], { discreteFeatures: true })).toHaveLength(2);
});

test("fewer rows than bins by k-means are refused, but for a column that does not vary", () => {
  expect(() => kBinsDiscretizer({ strategy: "kmeans", nBins: 4 }).fit(X)).toThrow(/3 rows, 4 bins/);
  expect(kBinsDiscretizer({ strategy: "kmeans", nBins: 4 }).fit([[1], [1]]).nBins).toEqual(Int32Array.of(1));
});
