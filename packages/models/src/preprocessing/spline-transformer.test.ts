import { splineTransformer } from "@mlsys/models";
import { expect, test } from "vitest";

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
