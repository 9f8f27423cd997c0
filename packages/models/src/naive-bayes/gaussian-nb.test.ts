import { gaussianNB } from "@mlsys/models";
import { expect, test } from "vitest";

test("columns whose variance is too large for a double are refused", () => {
  const X = [
    [1, 1e300],
    [2, -1e300],
    [3, 4e300],
    [4, 2e300],
  ];
  const labels = ["a", "a", "b", "b"];
  const found =
    /the variance of a column is too large for a double \(gaussianNB\.(fit|partialFit), X, column 1\): scale the columns/;
  expect(() => gaussianNB().fit(X, labels)).toThrow(found);
  expect(() => gaussianNB().partialFit(X, labels, { classes: ["a", "b"] })).toThrow(found);
});
