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

const ROWS = 40_000;
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
      // The bytes that one prediction leaves, or infinity where the collector was at work. Code that is
      // not compiled yet boxes the numbers of its loops, so it is asked until the machine has compiled it.
      const grown = () => {
        const before = process.memoryUsage().heapUsed;
        for (let n = 0; n < 10; n++) model.predict(one);
        const growth = process.memoryUsage().heapUsed - before;
        return growth < 0 ? Infinity : growth / 10;
      };
      let least = Infinity;
      for (let tries = 0; tries < 2000 && least >= 2 * ROWS; tries++) least = Math.min(least, grown());
      expect(least).toBeLessThan(2 * ROWS);
    }
  },
);
