import { linearRegression, selectFromModel } from "@mlsys/models";
import { expect, test } from "vitest";

const X = [
  [0, 1, 5, 2],
  [1, 0, 3, 9],
  [2, 1, 8, 4],
  [3, 0, 1, 1],
  [4, 2, 2, 7],
  [5, 1, 9, 3],
];
const y = X.map(([a = 0, b = 0, c = 0, d = 0]) => 4 * a + 3 * b + 2 * c + d);
const estimator = linearRegression();

test("a function of X tells how many columns are kept at most", () => {
  const half = selectFromModel({ estimator, threshold: 0, maxFeatures: (rows) => (rows === X ? 2 : 4) });
  expect(half.fit(X, y).support).toEqual([true, true, false, false]);
});

test.each([0, 1.5, NaN, "2"])("a function that tells %s is refused", (limit) => {
  const selector = selectFromModel({ estimator, maxFeatures: () => limit as number });
  expect(() => selector.fit(X, y)).toThrow(`gives no number of columns (selectFromModel.fit): found ${String(limit)}`);
});
