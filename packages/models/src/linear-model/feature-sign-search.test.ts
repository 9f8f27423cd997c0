import { lasso } from "@mlsys/models";
import fc from "fast-check";
import { expect, test } from "vitest";

/** By how much the conditions of the optimum are broken, as a share of what y and the columns allow. */
function breach(X: readonly (readonly number[])[], y: readonly number[], alpha: number): number {
  const model = lasso({ alpha }).fit(X, y);
  const predicted = model.predict(X);
  const size = Math.sqrt(y.reduce((sum, value) => sum + value * value, 1));
  const breaches = Array.from(model.coef, (value, j) => {
    const pull = X.reduce((sum, row, i) => sum + (row[j] ?? 0) * ((y[i] ?? 0) - (predicted[i] ?? 0)), 0);
    const bound = alpha * X.length;
    const excess = value === 0 ? Math.max(0, Math.abs(pull) - bound) : Math.abs(pull - bound * Math.sign(value));
    const length = Math.sqrt(X.reduce((sum, row) => sum + (row[j] ?? 0) ** 2, 1));
    return excess / (size * length);
  });
  return Math.max(...breaches);
}

test("five columns of five rows, where descent by coordinates moves by ever less, are at the optimum", () => {
  const X = [
    [1.1713685198145767, 0.2609841867023218, 1.786009996552066, -0.591470638351563, 1.1459811075905482],
    [1.0545402165025677, 0.6200897539140295, 1.214965423058131, 0.5084650722942659, 0.4527021877527423],
    [0.7315692528386466, -0.5084304003956712, 1.5084281539640128, 2.8662396318331322, -0.9966145831310448],
    [0.7315692528386466, -0.5084304003956712, 1.5084281539640128, 2.8662396318331322, -0.9966145831310448],
    [0.4491330585453736, -1.399581273526536, 0.205381791630389, -1.7789601881612265, 0.20326725473582602],
    [-1.6897110074688673, 0.4465716574989935, -1.8996455710509788, -0.33390562320790407, -0.21226430472719632],
  ];
  const y = [1.6811607641793018, -1.2299077790216248, -4.894614387563694, -4.894614387563694, 4.305318855827944, 0.177];
  expect(breach(X, y, 1e-3)).toBeLessThan(1e-9);
});

test("the conditions of the optimum hold for few rows and many columns, equal and dependent ones among them", () => {
  const whole = fc.integer({ min: -3, max: 3 });
  const rows = fc.integer({ min: 1, max: 7 }).chain((cols) => {
    const row = fc.tuple(fc.array(whole, { minLength: cols, maxLength: cols }), fc.integer({ min: -9, max: 9 }));
    return fc.array(row, { minLength: 2, maxLength: 6 });
  });
  fc.assert(
    fc.property(rows, fc.constantFrom(1e-4, 1e-2, 0.3), (drawn, alpha) => {
      const X = drawn.map(([row]) => [...row, (row[0] ?? 0) + (row[1] ?? 0), row[0] ?? 0]);
      const y = drawn.map(([, value]) => value);
      expect(breach(X, y, alpha)).toBeLessThan(1e-8);
    }),
    { numRuns: 300 },
  );
});
