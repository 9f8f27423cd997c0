import { Matrix, randomState, Table } from "@mlsys/core";
import { linearRegression, modelFromJSON } from "@mlsys/models";
import type { LinearRegressionModel } from "@mlsys/models";
import { expect, test } from "vitest";
import { centredProblem } from "../internal/gram.ts";
import { byNormalEquations, byOrthogonalFactors, byRowProducts } from "../internal/least-squares.ts";

const X = [
  [1, 2],
  [2, 1],
  [3, 5],
  [4, 2],
  [5, 8],
];
const y = [1, 2, 3, 5, 4];

test("normal equations and orthogonal factors agree on a well-conditioned problem", () => {
  const rng = randomState(1);
  const problem = {
    X: new Matrix(500, 5, Float64Array.from(rng.standardNormal(2500))),
    Y: new Matrix(500, 2, Float64Array.from(rng.standardNormal(1000))),
    weights: Float64Array.from(rng.uniform(0.1, 2, 500)),
    fitIntercept: true,
  };
  const fast = byNormalEquations(problem, 1e-6);
  const slow = byOrthogonalFactors(centredProblem(problem), 1e-6);
  const worst = Math.max(...slow.coef.data.map((value, at) => Math.abs(value - (fast?.coef.data[at] ?? NaN))));
  expect(worst).toBeLessThan(1e-13);
});

test("normal equations with a step of refinement agree with orthogonal factors where columns differ in scale", () => {
  const rng = randomState(2);
  const scales = [1, 1e-3, 0.1, 0.5];
  const problem = {
    X: new Matrix(
      500,
      4,
      Float64Array.from(rng.standardNormal(2000), (value, at) => value * (scales[at % 4] ?? 1)),
    ),
    Y: new Matrix(500, 1, Float64Array.from(rng.standardNormal(500))),
    weights: undefined,
    fitIntercept: false,
  };
  const fast = byNormalEquations(problem, 1e-6);
  const slow = byOrthogonalFactors(centredProblem(problem), 1e-6);
  const worst = slow.coef.data.map((value, at) => Math.abs(value - (fast?.coef.data[at] ?? NaN)) / Math.abs(value));
  expect(Math.max(...worst)).toBeLessThan(1e-12);
});

test.each([false, true])(
  "the inner products of fewer rows than columns agree with orthogonal factors, with an intercept: %s",
  (fitIntercept) => {
    const rng = randomState(3);
    const [n, p] = [60, 90];
    for (const weights of [undefined, Float64Array.from(rng.uniform(0.1, 2, n))]) {
      // The first rows are shorter than the others, so that a step of refinement is needed.
      for (const shortest of [1, 0.01]) {
        const scale = (at: number) => (at < 5 * p ? shortest : 1);
        const problem = {
          X: new Matrix(
            n,
            p,
            rng.standardNormal(n * p).map((value, at) => scale(at) * (value + 0.5)),
          ),
          Y: new Matrix(n, 2, rng.standardNormal(2 * n)),
          weights,
          fitIntercept,
        };
        const fast = byRowProducts(problem, 1e-6);
        const slow = byOrthogonalFactors(centredProblem(problem), 1e-6);
        expect(fast?.rank).toBe(fitIntercept ? n - 1 : n);
        expect(fast?.rank).toBe(slow.rank);
        const largest = Math.max(...slow.coef.data.map(Math.abs));
        const worst = Math.max(...slow.coef.data.map((value, at) => Math.abs(value - (fast?.coef.data[at] ?? NaN))));
        expect(worst / largest).toBeLessThan(1e-11);
        slow.singular.forEach((value, k) => {
          expect(Math.abs(value - (fast?.singular[k] ?? NaN))).toBeLessThan(1e-10 * (slow.singular[0] ?? 0));
        });
      }
    }
  },
);

test("the inner products of rows that depend on each other are not used", () => {
  const X = new Matrix(60, 90, randomState(4).standardNormal(5400));
  X.row(7).set(X.row(3));
  const problem = { X, Y: new Matrix(60, 1), weights: undefined, fitIntercept: true };
  expect(byRowProducts(problem, 1e-6)).toBeUndefined();
  X.data[0] = Infinity;
  expect(byRowProducts(problem, 1e-6)).toBeUndefined();
});

test("means far above what columns differ by make no direction of their own", () => {
  const X = new Matrix(70, 80, randomState(5).standardNormal(5600)).data.map((value) => value + 1e6);
  const model = linearRegression({ tol: 1e-15 }).fit(new Matrix(70, 80, X), randomState(6).standardNormal(70));
  expect(model.rank).toBe(69);
  expect(model.warnings).toEqual([]);
});

test("normal equations are not used where the condition makes them unsafe", () => {
  const x = Array.from({ length: 100 }, (_, i) => [i, i + 1e-7 * (i % 2)]);
  const problem = {
    X: new Matrix(100, 2, Float64Array.from(x.flat())),
    Y: new Matrix(100, 1),
    weights: undefined,
    fitIntercept: false,
  };
  expect(byNormalEquations(problem, 1e-15)).toBeUndefined();
});

test("a table, nested arrays and a matrix give the same model", () => {
  const byRows = linearRegression().fit(X, y);
  const table = Table.from(X.map(([a, b]) => ({ a, b })));
  const byTable = linearRegression().fit(table, y);
  const byMatrix = linearRegression().fit(new Matrix(5, 2, Float64Array.from(X.flat())), Float64Array.from(y));
  expect(byTable.coef).toEqual(byRows.coef);
  expect(byMatrix.coef).toEqual(byRows.coef);
  expect(byTable.featureNamesIn).toEqual(["a", "b"]);
});

test("columns of another order than those of the fit are refused", () => {
  const model = linearRegression().fit(Table.from({ a: [1, 2, 4], b: [2, 1, 1] }), [1, 2, 3]);
  expect(() => model.predict(Table.from({ b: [1], a: [1] }))).toThrow('"a" is expected here');
});

test("a model read back from its JSON predicts identically", () => {
  const model = linearRegression().fit(X, y);
  const again = modelFromJSON<LinearRegressionModel>(JSON.parse(JSON.stringify(model)));
  expect(again.predict(X)).toEqual(model.predict(X));
  expect(again.coef).toEqual(model.coef);
});

test("a singular value that tol cuts is reported through the model and the logger", () => {
  const messages: string[] = [];
  const ignore = () => undefined;
  const logger = { debug: ignore, info: ignore, error: ignore, warn: (message: string) => void messages.push(message) };
  const scaled = X.map(([a = 0, b = 0]) => [a, b * 1e-9]);
  const model = linearRegression({ logger }).fit(scaled, y);
  expect(model.warnings.map(({ code }) => code)).toEqual(["toleranceReducedRank"]);
  expect(messages).toHaveLength(1);
});

test.each([
  ["rows of different length", [[1], [1, 2]], [1, 2], "shapeMismatch"],
  ["a missing number", [[1], [NaN]], [1, 2], "nonFinite"],
  ["too few targets", [[1], [2]], [1], "lengthMismatch"],
  ["a target that is no number", [[1], [2]], [1, "a"], "nonFinite"],
  ["no rows", [], [], "shapeMismatch"],
])("%s is refused", (_, badX, badY, code) => {
  let found = "";
  try {
    linearRegression().fit(badX, badY as number[]);
  } catch (error) {
    found = `${(error as Error).name} ${(error as { code: string }).code}`;
  }
  expect(found).toBe(`ModelsError ${code}`);
});

test("weights that are negative or all 0 are refused", () => {
  expect(() => linearRegression().fit(X, y, { sampleWeight: [1, 1, -1, 1, 1] })).toThrow("sampleWeight[2]");
  expect(() => linearRegression().fit(X, y, { sampleWeight: [0, 0, 0, 0, 0] })).toThrow("all weights are 0");
});

test("an unknown option is refused with the nearest name", () => {
  expect(() => linearRegression({ fitIntercpt: true } as object)).toThrow('did you mean "fitIntercept"?');
});
