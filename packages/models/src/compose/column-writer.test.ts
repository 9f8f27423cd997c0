import { Matrix } from "@mlsys/core";
import {
  columnTransformer,
  featureUnion,
  maxAbsScaler,
  minMaxScaler,
  robustScaler,
  standardScaler,
} from "@mlsys/models";
import fc from "fast-check";
import { expect, test } from "vitest";
import { takeColumns } from "../internal/take-columns.ts";

const scalers = {
  standard: standardScaler(),
  centred: standardScaler({ withStd: false }),
  minMax: minMaxScaler({ featureRange: [-1, 3] }),
  clipped: minMaxScaler({ clip: true }),
  maxAbs: maxAbsScaler(),
  maxAbsClipped: maxAbsScaler({ clip: true }),
  robust: robustScaler({ withCentering: false }),
};
type Name = keyof typeof scalers;
const names = Object.keys(scalers) as Name[];

const number = fc.oneof(fc.double({ min: -1e3, max: 1e3 }), fc.constantFrom(NaN, 0, -0, 1e-150, -1e150, 7));
const matrix = (rows: number) =>
  fc
    .array(number, { minLength: 4 * rows, maxLength: 4 * rows })
    .map((data) => new Matrix(rows, 4, Float64Array.from(data)));
const places = fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 4 });
const step = fc.record({ name: fc.constantFrom(...names), places, weight: fc.constantFrom(1, 1, 2) });
const problem = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  X: fc.integer({ min: 1, max: 40 }).chain(matrix),
  other: fc.integer({ min: 0, max: 20 }).chain(matrix),
});

test("columns that are written to where they belong are those that each step makes of them", () => {
  fc.assert(
    fc.property(problem, ({ steps, X, other }) => {
      const model = columnTransformer({
        transformers: steps.map(({ name, places }, i) => [`${i}`, scalers[name], places] as const),
        transformerWeights: Object.fromEntries(steps.map(({ weight }, i) => [`${i}`, weight])),
        remainder: "passthrough",
      });
      const rest = [0, 1, 2, 3].filter((place) => steps.every(({ places }) => !places.includes(place)));
      const { model: fitted, output } = model.fitWithOutput(X);
      for (const [rows, found] of [
        [X, output],
        [other, fitted.transform(other)],
      ] as const) {
        const parts = steps.map(({ name, places, weight }) =>
          scalers[name]
            .fit(takeColumns(X, places))
            .transform(takeColumns(rows, places))
            .toArray()
            .map((row) => row.map((value) => value * weight)),
        );
        const expected = Array.from({ length: rows.rows }, (_, i) => [
          ...parts.flatMap((part) => part[i] ?? []),
          ...rest.map((place) => rows.get(i, place)),
        ]);
        expect(found.toArray()).toEqual(expected);
      }
    }),
    { numRuns: 200 },
  );
});

test("a union writes what its transformers make of all columns", () => {
  fc.assert(
    fc.property(problem, ({ steps, X, other }) => {
      const union = featureUnion<Matrix>({
        transformerList: steps.map(({ name }, i) => [`${i}`, scalers[name]] as const),
      });
      const { model, output } = union.fitWithOutput(X);
      for (const [rows, found] of [
        [X, output],
        [other, model.transform(other)],
      ] as const) {
        const parts = steps.map(({ name }) => scalers[name].fit(X).transform(rows).toArray());
        expect(found.toArray()).toEqual(
          Array.from({ length: rows.rows }, (_, i) => parts.flatMap((part) => part[i] ?? [])),
        );
      }
    }),
  );
});

test("a number that is infinite, and other columns than those of the fit, are told as by the transformer itself", () => {
  const X = new Matrix(3, 2, Float64Array.of(1, 2, 3, 4, 5, 6));
  const infinite = new Matrix(3, 2, Float64Array.of(1, 2, 3, 4, 5, Infinity));
  const columns = columnTransformer({ transformers: [["scaled", standardScaler(), [1]]] }).fit(X);
  expect(() => columns.transform(infinite)).toThrow("standardScaler.transform, X, row 2, column 0");
  const union = featureUnion<Matrix>({ transformerList: [["scaled", minMaxScaler()]] }).fit(X);
  expect(() => union.transform(infinite)).toThrow("minMaxScaler.transform, X, row 2, column 1");
  expect(() => union.transform(new Matrix(1, 3))).toThrow("X has another number of columns");
  // Results that overflow are as they are.
  const tiny = new Matrix(2, 1, Float64Array.of(1e-300, -1e-300));
  const huge = new Matrix(1, 1, Float64Array.of(1e300));
  const shares = featureUnion<Matrix>({ transformerList: [["share", maxAbsScaler()]] }).fit(tiny);
  expect(shares.transform(huge).toArray()).toEqual(maxAbsScaler().fit(tiny).transform(huge).toArray());
});
