import {
  calibratedClassifierCV,
  huberRegressor,
  kMeans,
  linearRegression,
  linearSVC,
  logisticRegression,
  modelFromJSON,
  pipeline,
  poissonRegressor,
  sgdClassifier,
  standardScaler,
} from "@mlsys/models";
import type { FittedModel } from "@mlsys/models";
import { bundleFromFiles, bundleToFiles } from "@mlsys/models/bundle";
import { describe, expect, test } from "vitest";

const X = Array.from({ length: 24 }, (_, i) => [Math.sin(i), Math.cos(3 * i), (i * 7) % 5]);
const labels = X.map(([x = 0, z = 0]) => (x + 0.3 * z > 0.1 ? "a" : "b"));
const numbers = X.map(([x = 0]) => Math.abs(x));
const few = { maxIter: 1, tol: 1e-12 };

const stopped: readonly (readonly [string, () => FittedModel])[] = [
  ["logisticRegression", () => logisticRegression(few).fit(X, labels)],
  ["linearSVC", () => linearSVC(few).fit(X, labels)],
  ["sgdClassifier", () => sgdClassifier(few).fit(X, labels)],
  ["huberRegressor", () => huberRegressor(few).fit(X, numbers)],
  ["poissonRegressor", () => poissonRegressor(few).fit(X, numbers)],
  ["kMeans", () => kMeans({ ...few, nClusters: 5 }).fit(X)],
  ["a pipeline", () => pipeline(standardScaler(), logisticRegression(few)).fit(X, labels)],
  [
    "a classifier of classifiers",
    () => calibratedClassifierCV({ estimator: logisticRegression(few), cv: 2 }).fit(X, labels),
  ],
];

describe.each(stopped)("%s that a limit of steps ended", (_, fit) => {
  test("says so, and what to do", () => {
    const model = fit();
    expect(model.converged).toBe(false);
    expect(model.warnings[0]?.code).toBe("didNotConverge");
    expect(model.warnings[0]?.message).toMatch(/did not converge in .*; raise maxIter/);
  });

  test("says so too after it was saved and read, as JSON and as a bundle", () => {
    const model = fit();
    const again = modelFromJSON(JSON.parse(JSON.stringify(model)));
    const third = bundleFromFiles(bundleToFiles(model)).model;
    const told = model.warnings.map(({ code, message }) => ({ code, message }));
    for (const copy of [again, third]) {
      expect(copy.converged).toBe(false);
      expect(copy.warnings).toMatchObject(told);
      expect(copy.warnings.length).toBe(told.length);
      expect(JSON.stringify(copy)).toBe(JSON.stringify(model));
    }
  });
});

test("a fit that ended by itself has converged and saves no warnings", () => {
  const model = pipeline(standardScaler(), logisticRegression()).fit(X, labels);
  expect(model.converged).toBe(true);
  expect(JSON.stringify(model)).not.toContain("warnings");
});

test("other warnings are kept with their facts, and do not say that nothing converged", () => {
  const columns = [1, 2, 3, 4].map((x) => [x, 1e-9 * x * x]);
  const model = linearRegression().fit(columns, [1, 4, 9, 16]);
  const again = modelFromJSON(JSON.parse(JSON.stringify(model)));
  expect(again.warnings).toEqual(model.warnings);
  expect(again.converged).toBe(true);
});

test("warnings that are not what was saved are refused", () => {
  const json = logisticRegression(few).fit(X, labels).toJSON();
  const broken = { ...json, state: { ...json.state, warnings: [{ code: 3 }] } };
  expect(() => modelFromJSON(broken)).toThrow("a saved model cannot be read");
});
