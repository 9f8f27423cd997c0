import {
  crossValScore,
  histGradientBoostingClassifier,
  isolationForest,
  kMeans,
  logisticRegression,
  ModelsError,
} from "@mlsys/models";
import { perceptron, sgdClassifier } from "@mlsys/models";
import { expect, test } from "vitest";

// What cannot be drawn or divided is refused by the packages that draw and divide: the error is still one of models.

const X = Array.from({ length: 12 }, (_, i) => [i, (i * 5) % 7]);
const y = X.map((_, i) => (i === 0 ? "once" : i % 2 === 0 ? "a" : "b"));
const sampleWeight = X.map((_, i) => (i < 2 ? 1 : 0));

test.each([
  ["isolationForest", () => isolationForest({ maxSamples: 5 }).fit(X, undefined, { sampleWeight })],
  ["kMeans", () => kMeans({ nClusters: 3, init: "random" }).fit(X, undefined, { sampleWeight })],
  ["sgdClassifier", () => sgdClassifier({ earlyStopping: true }).fit(X, y)],
  ["perceptron", () => perceptron({ earlyStopping: true }).fit(X, y)],
  ["histGradientBoostingClassifier", () => histGradientBoostingClassifier({ earlyStopping: true }).fit(X, y)],
])("%s refuses rows that cannot be drawn or divided by an error of models", (_, fit) => {
  expect(fit).toThrow(ModelsError);
});

test("more folds than rows are refused by an error of models", async () => {
  await expect(crossValScore(logisticRegression(), X, y, { cv: 50 })).rejects.toThrow(ModelsError);
});
