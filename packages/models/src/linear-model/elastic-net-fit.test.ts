import { Matrix, randomState, silentLogger } from "@mlsys/core";
import { elasticNet, lasso } from "@mlsys/models";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dot } from "../internal/sums.ts";
import { coordinateDescent } from "./coordinate-descent.ts";
import { centredProblem, fitByDescent } from "./elastic-net-fit.ts";
import type { DescentSettings } from "./elastic-net-fit.ts";

const [ROWS, COLS] = [700, 31];
const usual: DescentSettings = {
  alpha: 0.05,
  l1Ratio: 1,
  fitIntercept: true,
  maxIter: 10_000,
  tol: 1e-14,
  positive: false,
  selection: "cyclic",
  randomState: 0,
  logger: silentLogger,
};

interface Drawn {
  readonly X: Matrix;
  readonly y: Float64Array;
}

/** Columns that are correlated by a factor that all share. */
function drawn(shared: number, scale = (_j: number): number => 1, rows = ROWS, cols = COLS): Drawn {
  const rng = randomState(4);
  const factor = rng.standardNormal(rows);
  const X = new Matrix(rows, cols, rng.standardNormal(rows * cols));
  const y = rng.standardNormal(rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const own = X.data[i * cols + j] as number;
      y[i] = (y[i] as number) + (j % 3 === 0 ? own * (j - 12) : 0);
      X.data[i * cols + j] = (own + shared * (factor[i] as number) + j) * scale(j);
    }
  }
  return { X, y };
}

const problems: readonly [string, Drawn, Partial<DescentSettings>, Float64Array | undefined][] = [
  ["independent columns", drawn(0), {}, undefined],
  ["correlated columns", drawn(3), {}, undefined],
  ["columns that differ by a ten-thousandth", drawn(1e4), { alpha: 1e-3 }, undefined],
  ["both penalties", drawn(1), { l1Ratio: 0.3 }, undefined],
  ["no negative coefficients", drawn(1), { positive: true }, undefined],
  ["no intercept", drawn(1), { fitIntercept: false }, undefined],
  ["weights", drawn(1), {}, randomState(8).randomSample(ROWS)],
  ["a penalty that leaves nothing", drawn(1), { alpha: 1e4 }, undefined],
  ["columns out of the range of floats", drawn(0, (j) => (j === 5 ? 1e-30 : j === 6 ? 1e25 : 1)), {}, undefined],
];

test.each(problems)(
  "rounded inner products lead to the optimum of the rows themselves: %s",
  (_, { X, y }, more, weights) => {
    const settings = { ...usual, ...more };
    const { coef, intercept } = fitByDescent("lasso", settings, { X, y, weights, names: undefined });
    const problem = centredProblem({ X, y, weights }, settings.fitIntercept, () => undefined);
    const strength = settings.alpha * problem.total;
    const [l1, l2] = [strength * settings.l1Ratio, strength * (1 - settings.l1Ratio)];
    const columns = problem.columns();
    const byRows = coordinateDescent(
      { columns, y: problem.y, l1, l2, positive: settings.positive },
      settings.maxIter,
      settings.tol,
    );
    const lengths = Float64Array.from({ length: COLS }, (_each, j) => Math.sqrt(dot(columns.row(j), columns.row(j))));
    const largest = Math.max(...byRows.coef.map((value, j) => Math.abs(value) * (lengths[j] as number)), 1e-12);
    coef.forEach((value, j) => {
      expect(Math.abs(value - (byRows.coef[j] as number)) * (lengths[j] as number)).toBeLessThanOrEqual(1e-8 * largest);
    });
    const expected = problem.yMean - dot(problem.xMeans, byRows.coef);
    expect(Math.abs(intercept - expected)).toBeLessThanOrEqual(1e-7 * Math.max(1, Math.abs(expected)));
  },
);

test("long, short and wide problems come to their optimum in a few passes, however alike their columns are", () => {
  const drawing = fc.record({
    shape: fc.constantFrom([ROWS, COLS], [40, 90], [120, 70], [15, 4], [30, 400]),
    shared: fc.constantFrom(0, 0.5, 3, 30, 1000),
    alpha: fc.constantFrom(1e-3, 0.05, 1),
    l1Ratio: fc.constantFrom(0.3, 1),
    positive: fc.boolean(),
  });
  fc.assert(
    fc.property(drawing, ({ shape, shared, alpha, l1Ratio, positive }) => {
      const [rows, cols] = shape as [number, number];
      const { X, y } = drawn(shared, undefined, rows, cols);
      const { coef, intercept, nIter } = elasticNet({ alpha, l1Ratio, positive }).fit(X, y);
      expect(nIter).toBeLessThan(60);
      const columns = Array.from({ length: cols }, (_, j) => X.column(j));
      const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
      const residual = y.map((value, i) => value - intercept - dot(X.row(i), coef));
      expect(Math.abs(mean(residual))).toBeLessThanOrEqual(1e-9 * Math.sqrt(dot(y, y)));
      columns.forEach((column, j) => {
        const own = mean(column);
        const centred = column.map((value) => value - own);
        const value = coef[j] as number;
        const pull = dot(centred, residual) / rows - alpha * (1 - l1Ratio) * value;
        const slack = 1e-10 * Math.sqrt(dot(centred, centred) * dot(y, y));
        const bound = alpha * l1Ratio;
        if (value !== 0) expect(Math.abs(pull - bound * Math.sign(value))).toBeLessThanOrEqual(slack);
        else expect(positive ? pull : Math.abs(pull)).toBeLessThanOrEqual(bound + slack);
      });
    }),
    { numRuns: 150 },
  );
});

test("a number that is not finite is refused, wherever it stands", () => {
  for (const bad of [NaN, Infinity]) {
    const { X, y } = drawn(0);
    X.data[ROWS * COLS - 1] = bad;
    expect(() => lasso().fit(X, y)).toThrow(expect.objectContaining({ code: "nonFinite" }));
  }
});

test("constant columns have no coefficient", () => {
  const { X, y } = drawn(0);
  for (let i = 0; i < ROWS; i++) X.data[i * COLS + 4] = 7;
  expect(lasso({ alpha: 0.05 }).fit(X, y).coef[4]).toBe(0);
});
