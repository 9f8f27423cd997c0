import { kBinsDiscretizer } from "@mlsys/models";
import { expect, test } from "vitest";
import { expectClose } from "../../test/support/close.ts";

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

test.each([
  {
    nBins: 6,
    column: [-36, -38, 22, -282, -90, 65, 126, 59, 131, -109, 53],
    weights: undefined,
    edges: [-282, -190.75, -68.25, -7.5, 40.5, 93.75, 131],
  },
  { nBins: 5, column: [2, 2, 3, 3, 0, 2, 2, 3], weights: [1, 0, 1, 0, 0, 1, 1, 2], edges: [2, 2.5, 3] },
  {
    nBins: 5,
    column: [2, 2, 3, 1, 1, 2, 1, 3, 3, 2],
    weights: [0, 1, 0, 0, 0, 1, 1, 0, 1, 0],
    edges: [1, 1.5, 2, 2.5, 3],
  },
  {
    nBins: 4,
    column: [-5, 9, 3, 2, 6, -20],
    weights: [0.9, 0.8, 0.7, 0.3, 0.4, 0.2],
    edges: [-20, -12.5, -1.15, 5.35, 9],
  },
])("bins by k-means have scikit-learn's edges where a cluster loses its numbers: $column", (given) => {
  const { nBins, column, weights, edges } = given;
  const discretizer = kBinsDiscretizer({ nBins, strategy: "kmeans" });
  const model = discretizer.fit(
    column.map((value) => [value]),
    undefined,
    { sampleWeight: weights },
  );
  expectClose(model.binEdges[0], edges, 1e-12);
});

test("of the two outermost numbers, equally far from their centres, the last goes to a bin that is empty", () => {
  const model = kBinsDiscretizer({ nBins: 3, strategy: "kmeans" }).fit([[0], [2], [7], [9]]);
  expect(model.binEdges[0]).toEqual(Float64Array.of(0, 4, 8, 9));
});

test("quantiles by a method that knows no weights are refused with weights", () => {
  const discretizer = kBinsDiscretizer({ quantileMethod: "hazen" });
  expect(() => discretizer.fit(X, undefined, { sampleWeight: X.map(() => 2) })).toThrow(/found quantileMethod "hazen"/);
});
