import { CsrMatrix, Matrix } from "@mlsys/core";
import { maxAbsScaler, robustScaler, standardScaler } from "@mlsys/models";
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

test("zeros that a sparse column does not store count for its quantiles as those of the dense one", () => {
  const value = fc.oneof(
    fc.constant(0),
    fc.constant(NaN),
    fc.integer({ min: -9, max: 9 }),
    fc.double({ min: -2, max: 2, noNaN: true }),
  );
  const percent = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), percent, percent, (values, a, b) => {
      const quantileRange = [Math.min(a, b), Math.max(a, b)] as const;
      const scaler = robustScaler({ withCentering: false, quantileRange });
      const places = Int32Array.from(values.flatMap((each, i) => (each === 0 ? [] : [i])));
      const starts = Int32Array.from(
        { length: values.length + 1 },
        (_, i) => places.filter((place) => place < i).length,
      );
      const data = Float64Array.from(places, (i) => values[i] as number);
      const sparse = new CsrMatrix(values.length, 1, data, new Int32Array(data.length), starts);
      expect(scaler.fit(sparse).scale).toEqual(scaler.fit(sparse.toDense()).scale);
    }),
    { numRuns: 300 },
  );
});
