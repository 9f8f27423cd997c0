import { Matrix, randomState } from "@mlsys/core";
import {
  complementNB,
  gaussianNB,
  kNeighborsClassifier,
  kNeighborsRegressor,
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

const ROWS = 4000;
const many = new Matrix(ROWS, 3, rng.randomSample(ROWS * 3));
const targets = Array.from({ length: ROWS }, (_, i) => i % 3);
const one = new Matrix(1, 3, many.row(5).slice());

const searches = [
  { algorithm: "brute" },
  { algorithm: "brute", metric: "manhattan" },
  { algorithm: "brute", metric: "cosine" },
  { algorithm: "kd_tree" },
  { algorithm: "kd_tree", metric: "manhattan" },
] as const;

test.each(searches)(
  "neighbors of a row by %o are searched for without an object for each row of the fit",
  (options) => {
    const fitted = [kNeighborsRegressor(options).fit(many, targets), kNeighborsClassifier(options).fit(many, targets)];
    for (const model of fitted) {
      for (let n = 0; n < 300; n++) model.predict(one);
      // The least of many: some of them see code being compiled, or the collector at work.
      const grown = Array.from({ length: 30 }, () => {
        const before = process.memoryUsage().heapUsed;
        for (let n = 0; n < 10; n++) model.predict(one);
        const growth = process.memoryUsage().heapUsed - before;
        return growth < 0 ? Infinity : growth / 10;
      });
      expect(Math.min(...grown)).toBeLessThan(2 * ROWS);
    }
  },
);
