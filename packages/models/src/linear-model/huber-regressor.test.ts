import { huberRegressor } from "@mlsys/models";
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
