import { Matrix, randomState } from "@mlsys/core";
import {
  complementNB,
  gaussianNB,
  linearRegression,
  linearSVC,
  logisticRegression,
  multinomialNB,
  ridge,
} from "@mlsys/models";
import { expect, test } from "vitest";

const COLUMNS = 5000;
const rng = randomState(0);
const X = new Matrix(20, COLUMNS, rng.randomSample(20 * COLUMNS));
const labels = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? "a" : "b"));
const numbers = Array.from({ length: 20 }, (_, i) => i % 7);
const row = new Matrix(1, COLUMNS, X.row(3).slice());

const models: readonly (readonly [string, { predict(rows: Matrix): unknown }])[] = [
  ["linearRegression", linearRegression().fit(X, numbers)],
  ["ridge", ridge().fit(X, numbers)],
  ["logisticRegression", logisticRegression().fit(X, labels)],
  ["linearSVC", linearSVC().fit(X, labels)],
  ["gaussianNB", gaussianNB().fit(X, labels)],
  ["multinomialNB", multinomialNB().fit(X, labels)],
  ["complementNB", complementNB().fit(X, labels)],
];

test.each(models)("%s predicts a row of many columns without allocating as many numbers", (_, model) => {
  model.predict(row);
  const before = process.memoryUsage().arrayBuffers;
  for (let n = 0; n < 20; n++) model.predict(row);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan((20 * COLUMNS * 8) / 2);
});
