import { huberRegressor } from "@mlsys/models";
import type { HuberRegressorModel } from "@mlsys/models";
import fc from "fast-check";
import { expect, test } from "vitest";

const places = Array.from({ length: 12 }, (_, i) => [i]);

test("a line that most rows lie on exactly is found exactly, however far away the others are", () => {
  const slope = fc.integer({ min: -20, max: 20 });
  const outlier = fc.tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: -1000, max: 1000 }));
  fc.assert(
    fc.property(slope, slope, fc.array(outlier, { maxLength: 2 }), (a, b, outliers) => {
      const y = places.map(([x = 0]) => a * x + b);
      for (const [i, value] of outliers) y[i] = value;
      const model = huberRegressor({ alpha: 0 }).fit(places, y);
      expect(Math.abs((model.coef[0] ?? NaN) - a)).toBeLessThan(1e-6);
      expect(Math.abs(model.intercept - b)).toBeLessThan(1e-6);
      expect(model.warnings).toEqual([]);
    }),
  );
});

test("three rows of seven columns, which fit exactly, have an objective of next to nothing", () => {
  const X = [
    [0.6, 1.4, -0.5, 1.3, 1.3, -1.2, 0.3],
    [0.5, -0.4, -3.4, 1.4, -2.5, 0.6, -0.8],
    [0.1, 0.7, 2.3, -0.5, -1.1, 1.0, -1.4],
  ];
  const y = [-0.38505688002448574, 0.35953229551797367, -0.511965094194221];
  const model = huberRegressor({ fitIntercept: false }).fit(X, y);
  const predicted = model.predict(X);
  const missed = y.reduce((sum, value, i) => sum + Math.abs(value - (predicted[i] ?? NaN)), 0);
  // scikit-learn's lies at 8.11e-6.
  expect(3 * model.scale + 2 * 1.35 * missed + 1e-4 * model.coef.reduce((sum, w) => sum + w * w, 0)).toBeLessThan(
    8.1091e-6,
  );
});

test("numbers in other units have the same line in those units, the penalty set accordingly", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 12, maxLength: 12 }), (values) => {
      const fit = (unit: number) =>
        huberRegressor({ alpha: 0.5 / unit }).fit(
          places,
          values.map((value) => value * unit),
        );
      const [small, usual] = [fit(2 ** -40), fit(1)];
      expect((small.coef[0] ?? NaN) * 2 ** 40).toBe(usual.coef[0]);
      expect(small.intercept * 2 ** 40).toBe(usual.intercept);
    }),
  );
});

type Point = Pick<HuberRegressorModel, "coef" | "intercept" | "scale">;

function residuals(X: readonly number[][], y: readonly number[], { coef, intercept }: Point): number[] {
  return y.map((value, i) => value - intercept - (X[i] ?? []).reduce((sum, x, j) => sum + x * (coef[j] ?? NaN), 0));
}

function objective(X: readonly number[][], y: readonly number[], point: Point, epsilon: number, alpha: number): number {
  const { coef, scale } = point;
  return residuals(X, y, point).reduce(
    (sum, residual) => {
      const size = Math.abs(residual);
      return sum + scale + (size > epsilon * scale ? 2 * epsilon * size - epsilon ** 2 * scale : size ** 2 / scale);
    },
    alpha * coef.reduce((sum, each) => sum + each * each, 0),
  );
}

const smallProblem = (rows: number, columns: number) =>
  fc.record({
    X: fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
    y: fc.array(fc.integer({ min: -9, max: 9 }), { minLength: rows, maxLength: rows }),
  });

test("with epsilon 1 and no penalty, no line through two of the rows misses less in all", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 9 }).chain((rows) => smallProblem(rows, 1)),
      ({ X, y }) => {
        const model = huberRegressor({ epsilon: 1, alpha: 0 }).fit(X, y);
        const missed = (slope: number, intercept: number): number =>
          y.reduce((sum, value, i) => sum + Math.abs(value - slope * (X[i]?.[0] ?? NaN) - intercept), 0);
        // The least sum of absolute residuals is that of a level line, or of one through two rows.
        const sums = y.flatMap((own, i) => [
          missed(0, own),
          ...y.map((other, k) => {
            const run = (X[k]?.[0] ?? NaN) - (X[i]?.[0] ?? NaN);
            const slope = run === 0 ? 0 : (other - own) / run;
            return missed(slope, own - slope * (X[i]?.[0] ?? NaN));
          }),
        ]);
        const least = 2 * Math.min(...sums);
        expect(objective(X, y, model, 1, 0)).toBeLessThanOrEqual(least * (1 + 1e-9) + 1e-12);
        expect(model.warnings).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

test("where the scale does not vanish, the gradient does", () => {
  const rows = fc.integer({ min: 4, max: 25 });
  const columns = fc.integer({ min: 1, max: 4 });
  fc.assert(
    fc.property(
      fc.tuple(rows, columns).chain(([n, p]) => smallProblem(n, p)),
      fc.constantFrom(1.01, 1.1, 1.35, 3),
      fc.constantFrom(0, 1e-6, 1e-2, 10),
      ({ X, y }, epsilon, alpha) => {
        const model = huberRegressor({ epsilon, alpha }).fit(X, y);
        if (model.scale < 1e-4) return;
        const slopes = residuals(X, y, model).map((residual) =>
          Math.max(-epsilon, Math.min(epsilon, residual / model.scale)),
        );
        const sum = (value: (slope: number, i: number) => number) =>
          slopes.reduce((total, slope, i) => total + value(slope, i), 0);
        expect(Math.abs(sum((slope) => slope))).toBeLessThan(1e-7);
        expect(Math.abs(sum((slope) => 1 - slope * slope))).toBeLessThan(1e-7);
        model.coef.forEach((own, j) => {
          expect(Math.abs(sum((slope, i) => slope * (X[i]?.[j] ?? NaN)) - alpha * own)).toBeLessThan(1e-6);
        });
        expect(model.warnings).toEqual([]);
      },
    ),
  );
});

test.each([
  // The least values are those of Clarabel 0.11, a solver of cone programs, and of its dual, to all digits given.
  { X: [[6], [5], [9], [1]], y: [-6, 3, -6, -7], epsilon: 1.01, alpha: 0, least: 19.796 },
  { X: [[7], [-3], [9], [-2]], y: [-3, -8, -9, 8], epsilon: 1, alpha: 0, least: 450 / 11 },
])("a scale that vanishes does not end the search: $y", ({ X, y, epsilon, alpha, least }) => {
  const model = huberRegressor({ epsilon, alpha }).fit(X, y);
  expect(Math.abs(objective(X, y, model, epsilon, alpha) - least)).toBeLessThan(1e-9 * least);
});

test("where there are more columns than rows, coefficients are a sum of the rows by their slopes", () => {
  const X = Array.from({ length: 12 }, (_, i) =>
    Array.from({ length: 400 }, (_, j) => ((i * i * 37 + i * j * 101 + j * j * 13) % 23) - 11),
  );
  const y = [3, -1, 4, -1, 5, -9, 2, -6, 5, -3, 5, -8];
  const [epsilon, alpha] = [1.35, 5e4];
  const model = huberRegressor({ epsilon, alpha }).fit(X, y);
  const slopes = residuals(X, y, model).map((residual) =>
    Math.max(-epsilon, Math.min(epsilon, residual / model.scale)),
  );
  expect(model.scale).toBeGreaterThan(0.1);
  expect(Math.abs(slopes.reduce((sum, slope) => sum + slope, 0))).toBeLessThan(1e-10);
  model.coef.forEach((own, j) => {
    const sum = slopes.reduce((total, slope, i) => total + slope * (X[i]?.[j] ?? NaN), 0);
    expect(Math.abs(own - sum / alpha)).toBeLessThan(1e-12);
  });
});

test("a column that is constant but for rounding gets no coefficient", () => {
  const X = places.map(([x = 0]) => [x, 0.1]);
  const y = places.map(([x = 0], i) => 2 * x + (i % 3));
  const model = huberRegressor({ alpha: 0 }).fit(X, y);
  expect(model.coef[1]).toBe(0);
});

test("steps that run out before the gradient is small are told of", () => {
  const y = places.map(([x = 0], i) => 2 * x + ((i * 7) % 5) + (i === 4 ? 90 : 0));
  const few = huberRegressor({ maxIter: 2, tol: 1e-9 }).fit(places, y);
  expect(few.warnings.map(({ code }) => code)).toEqual(["didNotConverge"]);
  expect(few.nIter).toBe(2);
  expect(huberRegressor({ maxIter: 2, tol: 1e6 }).fit(places, y).warnings).toEqual([]);
  expect(huberRegressor({ maxIter: 0 }).fit(places, y).nIter).toBe(0);
});
