import { modelFromJSON, splineTransformer } from "@mlsys/models";
import type { SplineTransformerModel } from "@mlsys/models";
import { array, assert, boolean, constantFrom, double, integer, option, property, record, tuple } from "fast-check";
import { expect, test } from "vitest";
import { toCsr } from "../../test/support/to-csr.ts";

const X = [[0], [1], [2], [5], [9], [9.5]];
const sampleWeight = [0, 3, 1, 1, 2, 0];

/** The first spline falls to 0, and the last one rises from it, at the knots beside the ends. */
const knots = (model: { readonly knots: readonly Float64Array[] }) => Array.from(model.knots[0] ?? []).slice(1, -1);

test("knots at quantiles lie where the weights reach their shares, as scikit-learn's do", () => {
  const model = splineTransformer({ nKnots: 4, degree: 1, knots: "quantile" }).fit(X, undefined, { sampleWeight });
  expect(knots(model)).toEqual([1, 1, 5, 9]);
});

test("rows of weight 0 do not count for evenly spaced knots, as in scikit-learn", () => {
  const model = splineTransformer({ nKnots: 3, degree: 1 }).fit(X, undefined, { sampleWeight });
  expect(knots(model)).toEqual([1, 5, 9]);
});

test("whole weights place knots at rows that repetition of rows would have, too", () => {
  const repeated = X.flatMap((row, i) => Array.from({ length: sampleWeight[i] ?? 0 }, () => row));
  const options = { nKnots: 3, degree: 1, knots: "quantile" } as const;
  const weighted = splineTransformer(options).fit(X, undefined, { sampleWeight });
  expect(knots(weighted)).toEqual(knots(splineTransformer(options).fit(repeated)));
});

test("weights that are negative, of another length or all 0 are refused", () => {
  const fit = (weights: number[]) => () => splineTransformer().fit(X, undefined, { sampleWeight: weights });
  expect(fit([1, 1])).toThrow(expect.objectContaining({ code: "lengthMismatch" }));
  expect(fit([1, 1, 1, 1, 1, -1])).toThrow(expect.objectContaining({ code: "invalidInput" }));
  expect(fit([0, 0, 0, 0, 0, 0])).toThrow(expect.objectContaining({ code: "invalidInput" }));
});

test("knots at quantiles have NumPy's last digits, which tell whether the largest number lies between two", () => {
  const model = splineTransformer({ nKnots: 4, degree: 1, knots: "quantile" }).fit([[0], [1], [2], [2]]);
  expect(model.transform([[2], [1.5]]).toArray()[0]).toEqual([0, 0, 0, 1]);
});

test("a number within the period stays where it is, to the last digit", () => {
  const given = [[-1.384708302264423], [0], [1.6102191956502048]];
  const model = splineTransformer({ degree: 0, knots: given, extrapolation: "periodic" }).fit(given);
  const period = 1.6102191956502048 + 1.384708302264423;
  expect(model.transform([[0], [-1], [1 - period]]).toArray()).toEqual([
    [0, 1],
    [1, 0],
    [0, 1],
  ]);
});

test("a sparse output holds what a dense one does, but for zeros, also once saved", () => {
  const numbers = double({ min: -3, max: 12, noNaN: true });
  const options = record({
    degree: integer({ min: 0, max: 3 }),
    nKnots: integer({ min: 4, max: 6 }),
    extrapolation: constantFrom("constant", "linear", "continue", "periodic"),
    includeBias: boolean(),
    handleMissing: constantFrom("zeros"),
  });
  assert(
    property(options, array(tuple(option(numbers, { nil: NaN }), numbers), { minLength: 1 }), (drawn, rows) => {
      const fitted = X.map(([x = 0]) => [x, -x]);
      const dense = splineTransformer(drawn).fit(fitted).transform(rows);
      const model = splineTransformer({ ...drawn, sparseOutput: true }).fit(fitted);
      const sparse = model.transform(rows);
      expect(sparse).toEqual(toCsr(dense.toArray()));
      const again = modelFromJSON<SplineTransformerModel>(JSON.parse(JSON.stringify(model)));
      expect(again.transform(rows)).toEqual(sparse);
    }),
  );
});
