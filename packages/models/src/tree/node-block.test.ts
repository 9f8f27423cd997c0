import { Matrix, randomState } from "@mlsys/core";
import { decisionTreeClassifier } from "@mlsys/models";
import { expect, test } from "vitest";

test("a tree is the same whether keys of small nodes lie side by side or not", () => {
  const [rows, cols] = [3000, 200];
  const rng = randomState(0);
  const X = new Matrix(rows, cols, rng.standardNormal(rows * cols));
  const y = Array.from({ length: rows }, (_, i) => Number(X.get(i, 0) * X.get(i, 1) + X.get(i, 2) > 0));
  const splits = (options: object) => {
    const { tree } = decisionTreeClassifier({ maxFeatures: 30, randomState: 0, ...options }).fit(X, y);
    return [tree.feature, tree.threshold, tree.nNodeSamples, tree.impurity];
  };
  // Where there are constraints, no keys are made of ranks.
  const constrained = { monotonicCst: Array.from({ length: cols }, () => 0) };
  expect(splits({})).toEqual(splits(constrained));
  expect(splits({ maxLeafNodes: 200 })).toEqual(splits({ ...constrained, maxLeafNodes: 200 }));
});
