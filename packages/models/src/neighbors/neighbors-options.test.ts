import { kNeighborsClassifier, kNeighborsRegressor } from "@mlsys/models";
import { expect, test } from "vitest";

const X = [
  [0, 0],
  [1, 0],
  [9, 9],
];

test("odd metrics and weights are refused by name", () => {
  const code = "invalidOption";
  expect(() => kNeighborsRegressor({ metricParams: { w: [-1, 1] } })).toThrow(expect.objectContaining({ code }));
  expect(() => kNeighborsRegressor({ metricParams: { w: [1] } }).fit(X, [1, 2, 3])).toThrow(/1 weights for 2 columns/);
  const cosine = kNeighborsRegressor({ metric: "cosine", metricParams: { w: [1, 1] } });
  expect(() => cosine.fit(X, [1, 2, 3])).toThrow(/only the Minkowski metric has parameters/);
  const tree = kNeighborsRegressor({ algorithm: "kd_tree", metricParams: { w: [1, 1] } });
  expect(() => tree.fit(X, [1, 2, 3])).toThrow(/a k-d tree cannot search by this metric/);
});

test("functions that give no distances or weights are refused, with the row", () => {
  const metric = kNeighborsClassifier({ nNeighbors: 1, metric: () => NaN }).fit(X, ["a", "b", "a"]);
  expect(() => metric.predict([[1, 1]])).toThrow(/metric gave what is no distance.*found NaN/);
  const weights = kNeighborsClassifier({ nNeighbors: 2, weights: () => [0, 0] }).fit(X, ["a", "b", "a"]);
  expect(() => weights.predict([[1, 1]])).toThrow(expect.objectContaining({ code: "invalidInput" }));
});

test("a model with a function is not saved, one with weights of columns is", () => {
  const metric = (a: Float64Array, b: Float64Array) => Math.abs((a[0] as number) - (b[0] as number));
  const byFunction = kNeighborsRegressor({ nNeighbors: 1, metric }).fit(X, [1, 2, 3]);
  expect(byFunction.effectiveMetric).toBe(metric);
  expect(() => byFunction.toJSON()).toThrow(expect.objectContaining({ code: "notSupported" }));
  const weighted = kNeighborsRegressor({ nNeighbors: 1, metricParams: { w: Float64Array.of(0, 1) } }).fit(X, [1, 2, 3]);
  expect(weighted.effectiveMetricParams).toEqual({ p: 2, w: Float64Array.of(0, 1) });
  expect(weighted.toJSON()).toMatchObject({ kind: "kNeighborsRegressor" });
});
