import { powerTransformer } from "@mlsys/models";
import fc from "fast-check";
import { expect, test } from "vitest";

test("four numbers about 10 have scikit-learn's exponent, which rounding of the powers used to move", () => {
  const X = [[10.568570981996967], [9.521816114694207], [11.531940622241256], [9.559296664186265]];
  const { lambdas } = powerTransformer({ method: "box-cox", standardize: false }).fit(X);
  expect(Math.abs((lambdas[0] ?? NaN) - -4.986365667482576)).toBeLessThan(2e-6 * 5);
});

test("numbers far from 0 stay apart, in their order and in the range of doubles", () => {
  const near = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(near, { minLength: 3, maxLength: 20 }), fc.constantFrom(100, 2000, 1e5), (values, middle) => {
      const X = values.map((value) => [middle * (1 + value / 100)]);
      fc.pre(Math.max(...values) - Math.min(...values) > 0.01);
      for (const sign of [1, -1]) {
        const signed = X.map(([value = 0]) => [sign * value]);
        const output = powerTransformer().fitTransform(signed).toArray().flat();
        const order = signed.map((_, i) => i).sort((a, b) => (signed[a]?.[0] ?? 0) - (signed[b]?.[0] ?? 0));
        order.slice(1).forEach((i, at) => expect(output[i]).toBeGreaterThanOrEqual(output[order[at] ?? 0] ?? NaN));
        expect(output.every(Number.isFinite)).toBe(true);
        expect(Math.max(...output) - Math.min(...output)).toBeGreaterThan(1);
      }
    }),
  );
});

test("numbers below 0 have the powers of those above, the other way round", () => {
  const above = fc.double({ min: 0.01, max: 50, noNaN: true });
  fc.assert(
    fc.property(fc.array(above, { minLength: 4, maxLength: 15 }), (values) => {
      fc.pre(Math.max(...values) > 1.5 * Math.min(...values) + 1);
      const fit = (sign: number) => powerTransformer().fit(values.map((value) => [sign * value])).lambdas[0] ?? NaN;
      const [positive, negative] = [fit(1), fit(-1)];
      expect(Math.abs(positive - (2 - negative))).toBeLessThan(1e-6 * Math.max(1, Math.abs(positive)));
    }),
  );
});

test("a power that is too large for a double is refused with its row and column", () => {
  const model = powerTransformer({ standardize: false }).fit([[-1], [-2], [-3], [-30], [-1000]]);
  expect(() => model.transform([[1], [1e300]])).toThrow(
    /a power is too large for a double \(powerTransformer.transform, X, row 1, column 0\): found 1e\+300 to the power of 2\.35/,
  );
  expect(() => powerTransformer().fit([[1e300], [2e300], [5]])).toThrow(
    /too large for a double \(powerTransformer.fit, X, /,
  );
});

test("Box and Cox have no power for a column without two numbers, and refuse it as scikit-learn does", () => {
  const boxCox = powerTransformer({ method: "box-cox" });
  expect(() =>
    boxCox.fit([
      [1, 2],
      [2, 2],
    ]),
  ).toThrow(/constant.*column 1/);
  expect(() => boxCox.fit([[NaN], [NaN]])).toThrow(/no number/);
  expect(powerTransformer().fit([[2], [2]]).lambdas).toEqual(Float64Array.of(1));
});
