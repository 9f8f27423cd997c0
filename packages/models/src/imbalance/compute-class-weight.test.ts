import { computeClassWeight, computeSampleWeight, logisticRegression } from "@mlsys/models";
import { expect, test } from "vitest";

const y = ["b", "a", "a", "a", "c", "c"];

test("balanced weights come in the order of the classes that were given", () => {
  expect(computeClassWeight("balanced", { classes: ["c", "a", "b"], y })).toEqual(Float64Array.of(1, 6 / 9, 2));
  const sampleWeight = [3, 1, 1, 1, 1, 2];
  const weighted = computeClassWeight("balanced", { classes: ["c", "a", "b"], y, sampleWeight });
  expect(weighted).toEqual(Float64Array.of(1, 1, 1));
});

test("listed weights are 1 where a label is left out, and no weights are 1", () => {
  expect(computeClassWeight({ b: 5 }, { classes: ["a", "b", "c"], y })).toEqual(Float64Array.of(1, 5, 1));
  expect(computeSampleWeight(null, [1, 2, 2])).toEqual(Float64Array.of(1, 1, 1));
});

test("weighing rows by their class is what the option classWeight does", () => {
  const X = y.map((_, i) => [i, i * i]);
  const labels = y.map((label) => label === "a");
  const byRows = logisticRegression().fit(X, labels, { sampleWeight: computeSampleWeight("balanced", labels) });
  expect(byRows.coef).toEqual(logisticRegression({ classWeight: "balanced" }).fit(X, labels).coef);
});

test("a label that is not among the classes, and the weight of one that y does not hold, are refused", () => {
  expect(() => computeClassWeight("balanced", { classes: ["a", "b"], y })).toThrow("not among the classes");
  expect(() => computeSampleWeight({ d: 2 }, y)).toThrow("names a class that y does not hold");
});
