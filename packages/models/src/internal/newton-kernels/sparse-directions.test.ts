import { CsrMatrix, randomState } from "@mlsys/core";
import { afterEach, expect, test, vi } from "vitest";
import { logisticProblem } from "../../linear-model/logistic-problem.ts";
import type { LogisticData } from "../../linear-model/logistic-problem.ts";
import { PoissonLoss } from "../../linear-model/poisson-loss.ts";
import { SquaredHingeLoss } from "../../svm/squared-hinge-loss.ts";
import { newtonCg } from "../newton-cg.ts";
import type { ConvexProblem } from "../newton-cg.ts";
import { ScoreProblem } from "../score-problem.ts";
import { dot } from "../sums.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

const ROWS = 4000;
const COLS = 150;

/** Rows of 0 to 19 numbers, of columns of which some are frequent and the last is empty. */
function sparseRows(scale = 1, rows = ROWS): CsrMatrix {
  const rng = randomState(3);
  const [indices, data, indptr]: [number[], number[], number[]] = [[], [], [0]];
  for (let i = 0; i < rows; i++) {
    const columns = new Set(rng.randomSample(i % 20).map((u) => Math.floor((COLS - 1) * u * u)));
    for (const j of [...columns].sort((a, b) => a - b)) {
      indices.push(j);
      data.push(scale * (rng.randomSample() - 0.3));
    }
    indptr.push(indices.length);
  }
  return new CsrMatrix(rows, COLS, Float64Array.from(data), Int32Array.from(indices), Int32Array.from(indptr));
}

function logisticData(outputs: number, fitIntercept: boolean, scale = 1, rows = ROWS): LogisticData {
  const classes = Math.max(2, outputs);
  const codes = randomState(4).randint(0, classes, rows);
  const weights = Float64Array.from(codes, (_, i) => ((i % 3) + 0.5) / (1.5 * rows));
  return { X: sparseRows(scale, rows), codes: Int32Array.from(codes), weights, penalty: 1e-4, fitIntercept, outputs };
}

const logistic = (outputs: number, fitIntercept: boolean, scale = 1): ScoreProblem =>
  logisticProblem(logisticData(outputs, fitIntercept, scale));

function hinge(outputs: number, interceptScale: number): ScoreProblem {
  const signs = Float64Array.from(randomState(5).randint(0, 2, ROWS * outputs), (bit) => 2 * bit - 1);
  const weights = new Float64Array(ROWS * outputs).fill(1 / ROWS);
  const loss = new SquaredHingeLoss(signs, weights, outputs);
  return new ScoreProblem({ X: sparseRows(), loss, penalty: 1e-3, interceptScale, penalisesIntercept: true });
}

function poisson(): ScoreProblem {
  const y = Float64Array.from(randomState(6).randint(0, 9, ROWS));
  const loss = new PoissonLoss(y, new Float64Array(ROWS).fill(1 / ROWS));
  return new ScoreProblem({ X: sparseRows(), loss, penalty: 1e-3, interceptScale: 1, penalisesIntercept: false });
}

/** The same problem without its own way to directions. */
function inDoubles(problem: ConvexProblem): ConvexProblem {
  return Object.create(problem, { directions: { value: undefined } }) as ConvexProblem;
}

const problems: readonly [string, () => ConvexProblem][] = [
  ["two classes", () => logistic(1, true)],
  ["three classes", () => logistic(3, true)],
  ["six classes, no intercept", () => logistic(6, false)],
  ["hinges of four outputs", () => hinge(4, 2)],
  ["counts", poisson],
  ["hinges of five outputs, no intercept", () => hinge(5, 0)],
];

test.each(problems)("a direction solves the equations of a step: %s", (_, make) => {
  const problem = make();
  const [gradient, direction, product] = [0, 0, 0].map(() => new Float64Array(problem.size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  problem.evaluate(Float64Array.from(gradient, (_, j) => Math.sin(j)));
  problem.gradient(gradient);
  problem.directions?.solve(gradient, direction, 1e-3);
  problem.hessianTimes(direction, product);
  const left = product.map((value, j) => value + (gradient[j] as number));
  expect(Math.sqrt(dot(left, left) / dot(gradient, gradient))).toBeLessThan(1e-2);
  expect(dot(direction, gradient)).toBeLessThan(0);
});

test.each(problems)("the optimum is that of doubles: %s", (_, make) => {
  const problem = make();
  const found = newtonCg(problem, 100, 1e-4);
  const exact = newtonCg(inDoubles(problem), 100, 1e-12);
  expect(found.converged).toBe(true);
  expect(found.value - exact.value).toBeLessThan(1e-13 * Math.abs(exact.value));
  // Softmax without a penalty on its intercepts leaves their sum open.
  const fixed = found.point.slice(0, COLS).map((value, j) => value - (exact.point[j] as number));
  expect(Math.sqrt(dot(fixed, fixed) / dot(exact.point, exact.point))).toBeLessThan(1e-6);
});

test.each([1, 3, 6])("of many rows, several threads find what one finds: %i outputs", async (outputs) => {
  const data = logisticData(outputs, true, 1, 12_000);
  expect(data.X.data.length).toBeGreaterThan(100_000);
  const together = newtonCg(logisticProblem(data), 100, 1e-4);
  const exact = newtonCg(inDoubles(logisticProblem(data)), 100, 1e-12);
  expect(together.value - exact.value).toBeLessThan(1e-13 * Math.abs(exact.value));
  vi.stubGlobal("SharedArrayBuffer", undefined);
  vi.resetModules();
  const { newtonCg: minimiseAlone } = await import("../newton-cg.ts");
  const { logisticProblem: problemAlone } = await import("../../linear-model/logistic-problem.ts");
  expect(minimiseAlone(problemAlone(data), 100, 1e-4)).toEqual(together);
});

test("numbers whose squares floats cannot hold are left to doubles", () => {
  expect(logistic(3, true).directions).toBeDefined();
  expect(logistic(3, true, 1e-12).directions).toBeUndefined();
  expect(logistic(3, true, 1e12).directions).toBeUndefined();
});

test("so are platforms without WebAssembly", () => {
  vi.stubGlobal("WebAssembly", undefined);
  expect(hinge(3, 1).directions).toBeUndefined();
});
