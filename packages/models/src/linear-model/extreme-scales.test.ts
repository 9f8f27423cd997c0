import { Matrix, randomState } from "@mlsys/core";
import { linearRegression, pca, ridge, ridgeCV } from "@mlsys/models";
import { describe, expect, test } from "vitest";

const draw = (rows: number) => {
  const rng = randomState(1);
  return Array.from({ length: rows }, () => Array.from(rng.standardNormal(4)));
};

const scaled = (rows: readonly (readonly number[])[], scales: readonly number[]) =>
  rows.map((row) => row.map((value, j) => value * (scales[j] ?? 1)));

/** How far a ridge is from where its objective is flat, column by column, as a share of what the column could pull. */
function steepness(X: readonly (readonly number[])[], y: readonly number[], coef: Float64Array, alpha: number): number {
  const n = X.length;
  const means = coef.map((_, j) => X.reduce((sum, row) => sum + (row[j] ?? 0) / n, 0));
  const mean = y.reduce((sum, value) => sum + value / n, 0);
  const left = X.map((row, i) =>
    row.reduce((rest, value, j) => rest - (value - (means[j] ?? 0)) * (coef[j] ?? 0), (y[i] ?? 0) - mean),
  );
  const size = Math.hypot(...y.map((value) => value - mean));
  return Math.max(
    ...coef.map((value, j) => {
      const column = X.map((row) => (row[j] ?? 0) - (means[j] ?? 0));
      const pull = column.reduce((sum, each, i) => sum + each * (left[i] ?? 0), 0) - alpha * value;
      return Math.abs(pull) / (Math.hypot(...column) * size);
    }),
  );
}

describe.each([40, 6000])("ridge on %i rows", (n) => {
  const rows = draw(n);
  const y = rows.map(([a = 0, b = 0]) => a + 0.5 * b);

  test.each([
    [[1e-150, 1e150, 1, 1e75]],
    [[1e-150, 1e150, 1e7, 1]],
    [[1, 1e9, 1e-4, 1]],
    [[1e150, 1e150, 1e150, 1e150]],
    [[1e-150, 1e-150, 1e-150, 1e-150]],
  ])("reaches the optimum where columns have the scales %j", (scales) => {
    const X = scaled(rows, scales);
    for (const solver of ["auto", "svd", "cholesky"] as const) {
      expect(steepness(X, y, ridge({ solver }).fit(X, y).coef, 1)).toBeLessThan(1e-12);
    }
    const chosen = ridgeCV().fit(X, y);
    expect(steepness(X, y, chosen.coef, chosen.alpha)).toBeLessThan(1e-12);
  });
});

test.each([
  [2000, 40],
  [60, 100],
])("least squares of %i x %i columns so small that their squares have few digits, or none, keep theirs", (n, p) => {
  const rng = randomState(2);
  const [X, y] = [rng.standardNormal(n * p), rng.standardNormal(n)];
  const usual = linearRegression().fit(new Matrix(n, p, X), y);
  const size = Math.max(...usual.coef.map(Math.abs));
  for (const scale of [1e-156, 1e-159, 1e-165]) {
    const small = linearRegression().fit(
      new Matrix(
        n,
        p,
        X.map((value) => value * scale),
      ),
      y,
    );
    const furthest = Math.max(...small.coef.map((value, j) => Math.abs(value * scale - (usual.coef[j] ?? NaN)) / size));
    expect(furthest).toBeLessThan(1e-12);
  }
});

test.each([1e150, 1e-150])(
  "the principal components of columns of scale %d are those of columns of scale 1",
  (scale) => {
    for (const svdSolver of ["covariance_eigh", "full"] as const) {
      const rows = draw(60);
      const usual = pca({ svdSolver }).fit(rows);
      const model = pca({ svdSolver }).fit(scaled(rows, new Array<number>(4).fill(scale)));
      for (const at of [0, 1, 2, 3]) {
        const [share, expected] = [model.explainedVarianceRatio[at] ?? 0, usual.explainedVarianceRatio[at] ?? 0];
        expect(Math.abs(share - expected)).toBeLessThan(1e-12);
      }
      model.components.data.forEach((value, at) => {
        expect(Math.abs(value - (usual.components.data[at] ?? 0))).toBeLessThan(1e-9);
      });
    }
  },
);

test("variances beyond the range of doubles are refused", () => {
  const huge = new Matrix(3, 2, Float64Array.of(1e200, 1, 2e200, 3, -1e200, 2));
  for (const svdSolver of ["covariance_eigh", "full"] as const) {
    expect(() => pca({ svdSolver }).fit(huge)).toThrow("the variance is beyond the range of doubles (pca.fit, X)");
  }
});
