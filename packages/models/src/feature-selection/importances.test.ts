import { lasso, logisticRegression, pipeline, rfe, selectFromModel, standardScaler } from "@mlsys/models";
import { expect, test } from "vitest";

const X = [
  [0, 1],
  [1, 0],
  [2, 1],
  [3, 0],
];
const y = [0, 1, 2, 3];

test("a fitted model selects without another fit", () => {
  const model = lasso({ alpha: 0.1 }).fit(X, y);
  expect(selectFromModel({ estimator: model, prefit: true }).fit(X).support).toEqual([true, false]);
  expect(() => selectFromModel({ estimator: model })).toThrow("the estimator is fitted already");
  expect(() => selectFromModel({ estimator: lasso(), prefit: true })).toThrow("prefit needs a fitted model");
});

test("figures are found by a path or a function", () => {
  const estimator = pipeline(standardScaler(), logisticRegression());
  const labels = ["a", "a", "b", "b"];
  expect(rfe({ estimator, nFeaturesToSelect: 1, importanceGetter: "steps.1.coef" }).fit(X, labels).support).toEqual([
    true,
    false,
  ]);
  expect(rfe({ estimator, nFeaturesToSelect: 1, importanceGetter: () => [0, 1] }).fit(X, labels).support).toEqual([
    false,
    true,
  ]);
  expect(() => rfe({ estimator, importanceGetter: "coef" }).fit(X, labels)).toThrow("no coef of pipeline");
});
