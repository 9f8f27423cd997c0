import { Matrix, randomState } from "@mlsys/core";
import { lasso, lassoCV } from "@mlsys/models";
import { expect, test } from "vitest";

/** Columns with a part that all share, some of which are multiples of the one before. */
function drawn(rows: number, cols: number, shared: number, scale: number): { X: Matrix; y: Float64Array } {
  const rng = randomState(rows);
  const X = new Matrix(rows, cols, rng.standardNormal(rows * cols));
  const factor = rng.standardNormal(rows);
  const y = rng.standardNormal(rows);
  for (let i = 0; i < rows; i++) {
    const row = X.row(i);
    for (let j = 0; j < cols; j++) {
      const value = j % 9 === 8 ? -2 * (row[j - 1] as number) : (row[j] as number) + shared * (factor[i] as number);
      row[j] = value;
      if (j % 5 === 0) y[i] = (y[i] as number) + 1e3 * value * ((j % 11) - 5);
    }
    row.forEach((value, j) => (row[j] = value * scale));
  }
  return { X, y };
}

test.each([
  ["long", 900, 40, 1, 1],
  ["short", 90, 60, 1, 1],
  ["wide", 42, 120, 1, 1],
  ["long, of alike columns", 900, 40, 100, 1],
  ["long, of numbers near 1e150", 900, 40, 1, 1e150],
  ["wide, of numbers near 1e150", 42, 120, 1, 1e150],
] as const)("each fit along a path has the error of a fit from nothing: %s", (_, rows, cols, shared, scale) => {
  const { X, y } = drawn(rows, cols, shared, scale);
  for (const positive of [false, true]) {
    const { alphas, msePath } = lassoCV({ alphas: 30, cv: 3, positive }).fit(X, y);
    const size = rows / 3;
    for (let fold = 0; fold < 3; fold++) {
      const isTest = (i: number): boolean => Math.floor(i / size) === fold;
      const train = Int32Array.from(Array.from({ length: rows }, (_each, i) => i).filter((i) => !isTest(i)));
      const test = Int32Array.from({ length: size }, (_each, i) => fold * size + i);
      const own = Float64Array.from(train, (i) => y[i] as number);
      alphas.forEach((alpha, a) => {
        const predicted = lasso({ alpha, positive }).fit(X.take(train), own).predict(X.take(test));
        const squares = Array.from(test, (i, at) => ((y[i] as number) - (predicted[at] as number)) ** 2);
        const error = squares.reduce((sum, square) => sum + square, 0) / size;
        expect(Math.abs(msePath.get(a, fold) - error)).toBeLessThanOrEqual(1e-8 * error);
      });
    }
  }
});
