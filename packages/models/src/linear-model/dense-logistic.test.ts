import { Matrix, randomState } from "@mlsys/core";
import { logisticRegression } from "@mlsys/models";
import { expect, test } from "vitest";
import { newtonCg } from "../internal/newton-cg.ts";
import { denseOptimum } from "./dense-logistic.ts";
import { logisticProblem } from "./logistic-problem.ts";
import type { LogisticData } from "./logistic-problem.ts";

function problem(weighted: boolean, fitIntercept: boolean): LogisticData {
  const rng = randomState(7);
  const [rows, cols] = [66_000, 4];
  const X = new Matrix(rows, cols, rng.standardNormal(rows * cols));
  const noise = rng.standardNormal(rows);
  const codes = Int32Array.from(noise, (value, i) => (value + 1 > 2 * X.get(i, 0) - X.get(i, 3) ? 1 : 0));
  const weights = new Float64Array(rows).map((_, i) => (weighted ? i % 3 : 1) / rows);
  return { X, codes, weights, penalty: 1e-5, fitIntercept, outputs: 1 };
}

test.each([
  ["even weights and an intercept", problem(false, true)],
  ["weights, some of them 0", problem(true, true)],
  ["no intercept", problem(false, false)],
])("many dense rows reach the optimum of Newton's method: %s", (_, data) => {
  const near = denseOptimum(data, 100, 1e-4);
  const exact = newtonCg(logisticProblem(data), 100, 1e-12);
  const worst = exact.point.map((value, j) => Math.abs(value - (near?.point[j] ?? NaN)));
  expect(Math.max(...worst)).toBeLessThan(1e-8);
  expect(near?.converged).toBe(true);
  expect((near?.value ?? NaN) - exact.value).toBeLessThan(1e-13);
});

/** Rows that are too few for a sample of them to tell much, with columns of all scales, one of which is constant. */
function twoClasses(weighted: boolean, fitIntercept: boolean): LogisticData {
  const rng = randomState(9);
  const [rows, cols] = [900, 30];
  const X = new Matrix(rows, cols, rng.standardNormal(rows * cols));
  const codes = Int32Array.from(rng.standardNormal(rows), (noise, i) => (noise + X.get(i, 0) > X.get(i, 7) ? 1 : 0));
  for (let at = 0; at < X.data.length; at++) {
    const j = at % cols;
    X.data[at] = j === 5 ? 3 : ((X.data[at] ?? 0) + (j % 3)) * 10 ** ((j % 5) - 2);
  }
  const weights = new Float64Array(rows).map((_, i) => (weighted ? i % 3 : 1) / rows);
  return { X, codes, weights, penalty: 1e-3, fitIntercept, outputs: 1 };
}

test.each([
  ["even weights and an intercept", twoClasses(false, true)],
  ["weights, some of them 0", twoClasses(true, true)],
  ["no intercept", twoClasses(false, false)],
])("fewer dense rows of two classes reach the optimum of Newton's method: %s", (_, data) => {
  const near = denseOptimum(data, 100, 1e-4);
  const exact = newtonCg(logisticProblem(data), 100, 1e-12);
  const worst = exact.point.map((value, j) => Math.abs(value - (near?.point[j] ?? NaN)));
  expect(near?.converged).toBe(true);
  expect(Math.max(...worst)).toBeLessThan(1e-8);
  expect((near?.value ?? NaN) - exact.value).toBeLessThan(1e-13);
});

/** Rows of four classes of which the last is rare, and columns that nearly repeat each other. */
function fourClasses(weighted: boolean, fitIntercept: boolean): LogisticData {
  const rng = randomState(8);
  const [rows, cols] = [4000, 5];
  const X = new Matrix(rows, cols, rng.standardNormal(rows * cols));
  for (let i = 0; i < rows; i++) X.data[i * cols + 4] = X.get(i, 3) + 0.05 * X.get(i, 4) + 2;
  const noise = rng.standardNormal(rows);
  const codes = Int32Array.from(noise, (value, i) => {
    const score = value + 2 * X.get(i, 0) - X.get(i, 3);
    return score > 5 ? 3 : score > 1 ? 2 : score > -1 ? 1 : 0;
  });
  const weights = new Float64Array(rows).map((_, i) => (weighted ? i % 3 : 1) / rows);
  return { X, codes, weights, penalty: 1e-4, fitIntercept, outputs: 4 };
}

test.each([
  ["even weights and an intercept", fourClasses(false, true)],
  ["weights, some of them 0", fourClasses(true, true)],
  ["no intercept", fourClasses(false, false)],
])("dense rows of several classes reach the optimum of Newton's method: %s", (_, data) => {
  const near = denseOptimum(data, 100, 1e-4);
  const exact = newtonCg(logisticProblem(data), 100, 1e-12);
  const worst = exact.point.slice(0, 20).map((value, j) => Math.abs(value - (near?.point[j] ?? NaN)));
  expect(near?.converged).toBe(true);
  expect(Math.max(...worst)).toBeLessThan(1e-6);
  expect((near?.value ?? NaN) - exact.value).toBeLessThan(1e-13);
});

test("few rows and rows of one class are left to the other way", () => {
  const data = problem(false, true);
  expect(denseOptimum({ ...fourClasses(false, true), X: new Matrix(100, 5) }, 100, 1e-4)).toBeUndefined();
  expect(denseOptimum({ ...data, codes: new Int32Array(66_000) }, 100, 1e-4)).toBeUndefined();
  expect(denseOptimum({ ...data, X: new Matrix(100, 4) }, 100, 1e-4)).toBeUndefined();
});

test("a fit that may take too few steps says so", () => {
  const { X, codes } = problem(false, true);
  const model = logisticRegression({ maxIter: 1 }).fit(X, codes);
  expect(model.converged).toBe(false);
  expect(model.warnings.map(({ code }) => code)).toEqual(["didNotConverge"]);
});

test("few steps are those that lead furthest, and no others come after them", () => {
  const maxIter = 3;
  for (const data of [problem(false, true), twoClasses(false, true), fourClasses(false, true)]) {
    const labels = Array.from(data.codes);
    const model = logisticRegression({ maxIter, C: 1 / (data.penalty * labels.length) }).fit(data.X, labels);
    expect(model.nIter).toBe(maxIter);
    const [quick, fromZero] = [denseOptimum(data, maxIter, 1e-4), newtonCg(logisticProblem(data), maxIter, 1e-4)];
    const furthest = quick !== undefined && quick.value < fromZero.value ? quick : fromZero;
    expect(Math.abs(model.coef.get(0, 0) - (furthest.point[0] ?? NaN))).toBeLessThan(1e-12);
  }
});

test("several classes refuse what is not finite, too", () => {
  const { X, codes } = fourClasses(false, true);
  X.data[7] = NaN;
  expect(() => logisticRegression().fit(X, codes)).toThrow(expect.objectContaining({ code: "nonFinite" }));
});

test.each([NaN, Infinity, -Infinity])("one %d among many dense rows is refused, wherever it stands", (bad) => {
  const { X, codes } = problem(false, true);
  const data = X.data.slice();
  data[4 * 50_001 + 2] = bad;
  const broken = new Matrix(X.rows, X.cols, data);
  expect(() => logisticRegression().fit(broken, codes)).toThrow(
    expect.objectContaining({ code: "nonFinite", details: { row: 50_001, column: 2 } }),
  );
});
