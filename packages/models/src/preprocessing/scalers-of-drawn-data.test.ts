import { CsrMatrix, Matrix } from "@mlsys/core";
import { maxAbsScaler, standardScaler } from "@mlsys/models";
import fc from "fast-check";
import { expect, test } from "vitest";

test("a column without any number has no largest value, as in scikit-learn, until a stream brings one", () => {
  const model = maxAbsScaler().fit([
    [NaN, 2],
    [NaN, -4],
  ]);
  expect(model.maxAbs).toEqual(Float64Array.of(NaN, 4));
  expect(model.transform([[1, 1]])).toEqual(new Matrix(1, 2, Float64Array.of(NaN, 0.25)));
  expect(model.partialFit([[-5, NaN]]).maxAbs).toEqual(Float64Array.of(5, 4));
});

/** A matrix of which every element is stored. */
const stored = (values: readonly number[]) =>
  new CsrMatrix(
    values.length,
    1,
    Float64Array.from(values),
    new Int32Array(values.length),
    Int32Array.from({ length: values.length + 1 }, (_, i) => i),
  );

test("a sparse column that is stored whole has the variance of the dense one, whatever the rows weigh", () => {
  const row = fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: -5, max: 4 }));
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 15 }), (rows) => {
      const values = rows.map(([value]) => 1e5 + value);
      const sampleWeight = rows.map(([, power]) => 10 ** power);
      const scaler = standardScaler({ withMean: false });
      const sparse = scaler.fit(stored(values), undefined, { sampleWeight }).var;
      const dense = scaler.fit(new Matrix(values.length, 1, Float64Array.from(values)), undefined, {
        sampleWeight,
      }).var;
      expect(Math.abs((sparse?.[0] ?? NaN) - (dense?.[0] ?? NaN))).toBeLessThanOrEqual(1e-9);
    }),
  );
});
