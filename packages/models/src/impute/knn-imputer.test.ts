import { Matrix, randomState } from "@mlsys/core";
import { knnImputer } from "@mlsys/models";
import { expect, test } from "vitest";

/** Small whole numbers, so that many rows are equally far away, with a share of missing ones. */
function problem(seed: number, rows: number, cols: number): Matrix {
  const rng = randomState(seed);
  const isMissing = rng.uniform(0, 1, rows * cols);
  const values = rng.normal(0, 2, rows * cols);
  return new Matrix(
    rows,
    cols,
    values.map((value, at) => ((isMissing[at] ?? 0) < 0.2 ? NaN : Math.round(value))),
  );
}

/** The mean of a column in the k nearest rows, by sorting all of them. */
function filledBySorting(X: Matrix, i: number, j: number, k: number): number {
  const distances = X.toArray().map((row, place) => {
    const both = row.flatMap((value, c) => {
      const difference = value - X.get(i, c);
      return Number.isNaN(difference) ? [] : [difference ** 2];
    });
    const squares = both.reduce((sum, square) => sum + square, 0);
    return { place, distance: both.length === 0 ? NaN : Math.sqrt((X.cols / both.length) * squares) };
  });
  const donors = distances.filter(({ place, distance }) => !Number.isNaN(distance) && !Number.isNaN(X.get(place, j)));
  donors.sort((a, b) => a.distance - b.distance || a.place - b.place);
  const nearest = donors.slice(0, k);
  return nearest.reduce((sum, { place }) => sum + X.get(place, j), 0) / nearest.length;
}

test.each([1, 4, 60, 500])("numbers are filled as by sorting all rows, with %i neighbours", (nNeighbors) => {
  const X = problem(nNeighbors, 120, 4);
  const filled = knnImputer({ nNeighbors }).fitTransform(X);
  for (let i = 0; i < X.rows; i++) {
    for (let j = 0; j < X.cols; j++) {
      if (!Number.isNaN(X.get(i, j))) expect(filled.get(i, j)).toBe(X.get(i, j));
      // Rows that share nothing with any other take the mean of the column, which is told elsewhere.
      else if (X.row(i).some((value) => !Number.isNaN(value))) {
        expect(filled.get(i, j)).toBe(filledBySorting(X, i, j, nNeighbors));
      }
    }
  }
});

test("NaN is a number without distances where another one stands for what is missing", () => {
  const model = knnImputer({ missingValues: -1, nNeighbors: 1 }).fit([
    [-1, 3, 5],
    [NaN, 2, 6],
    [3, 3, 7],
  ]);
  expect(model.transform([[1, 2.9, -1]]).toArray()).toEqual([[1, 2.9, 5]]);
  expect(model.transform([[NaN, 3, -1]]).toArray()).toEqual([[NaN, 3, 5]]);
});

test("a column that had no number at the fit is 0 throughout when kept, as in scikit-learn", () => {
  const model = knnImputer({ keepEmptyFeatures: true }).fit([
    [NaN, 1],
    [NaN, 3],
  ]);
  expect(model.transform([[7, NaN]]).toArray()).toEqual([[0, 2]]);
});
