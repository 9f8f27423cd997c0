import { Matrix } from "@mlsys/core";
import { explainedVarianceScore, meanAbsoluteError, meanSquaredError, MetricsError, r2Score } from "@mlsys/metrics";
import fc from "fast-check";
import { expect, test } from "vitest";

test("typed arrays, arrays and matrices of one column give the same figure", () => {
  const yTrue = [3, -0.5, 2, 7];
  const yPred = [2.5, 0, 2, 8];
  expect(meanSquaredError(Float64Array.from(yTrue), Float32Array.from(yPred))).toBe(0.375);
  expect(
    meanSquaredError(
      new Matrix(4, 1, Float64Array.from(yTrue)),
      yPred.map((value) => [value]),
    ),
  ).toBe(0.375);
});

test("several outputs are averaged as the caller wishes", () => {
  const [yTrue, yPred] = [
    [
      [0.5, 1],
      [-1, 1],
      [7, -6],
    ],
    [
      [0, 2],
      [-1, 2],
      [8, -5],
    ],
  ];
  expect(meanAbsoluteError(yTrue, yPred, { multioutput: "rawValues" })).toEqual([0.5, 1]);
  expect(meanAbsoluteError(yTrue, yPred, { multioutput: [0.3, 0.7] })).toBe(0.85);
});

test("a constant target gives 1 or 0, or what the formula gives", () => {
  expect([r2Score([2, 2], [2, 2]), r2Score([2, 2], [2, 3])]).toEqual([1, 0]);
  expect(r2Score([2, 2], [2, 3], { forceFinite: false })).toBe(-Infinity);
  expect(r2Score([0.1, 0.1, 0.1], [1, 2, 3], { sampleWeight: [0.3, 0.3, 0.1] })).toBe(0);
});

test("one row has no R², which is reported", () => {
  const warnings: string[] = [];
  const ignore = (): void => undefined;
  const logger = { debug: ignore, info: ignore, error: ignore, warn: (message: string) => void warnings.push(message) };
  expect(r2Score([1], [1], { logger })).toBe(NaN);
  expect(warnings).toEqual(["R² is not defined for fewer than two rows"]);
});

test("errors are not negative, 0 of a perfect prediction, and R² is at most 1", () => {
  const value = fc.integer({ min: -1000, max: 1000 }).map((whole) => whole / 8);
  const numbers = fc.array(fc.record({ t: value, p: value }), { minLength: 2 });
  fc.assert(
    fc.property(numbers, (rows) => {
      const [yTrue, yPred] = [rows.map(({ t }) => t), rows.map(({ p }) => p)];
      expect(meanSquaredError(yTrue, yPred)).toBeGreaterThanOrEqual(0);
      expect(meanAbsoluteError(yTrue, yTrue)).toBe(0);
      expect(r2Score(yTrue, yPred)).toBeLessThanOrEqual(1);
      expect(explainedVarianceScore(yTrue, yPred)).toBeGreaterThanOrEqual(r2Score(yTrue, yPred) - 1e-9);
    }),
  );
});

test.each([
  ["lengths that differ", () => meanSquaredError([1, 2], [1]), "lengthMismatch"],
  ["different numbers of outputs", () => meanSquaredError([[1, 2]], [[1]]), "shapeMismatch"],
  ["nothing", () => r2Score([], []), "emptyInput"],
  ["text", () => meanSquaredError(["a"] as never, [1]), "invalidInput"],
  ["an infinity", () => meanSquaredError([1, Infinity], [1, 1]), "invalidInput"],
  ["a text for a list", () => meanSquaredError("12" as never, [1, 2]), "invalidInput"],
  ["weights of one output", () => meanSquaredError([1], [1], { multioutput: [1] }), "invalidOption"],
])("%s is refused", (_, run, code) => {
  let error: unknown;
  try {
    run();
  } catch (caught) {
    error = caught;
  }
  expect(error instanceof MetricsError && error.code).toBe(code);
});
