import { Matrix } from "@mlsys/core";
import { modelFromJSON, ordinalEncoder } from "@mlsys/models";
import { expect, test } from "vitest";

const X = [[1], [2], [2], [3], [3], [3], [4], [NaN]];

test.each([
  [{ minFrequency: 2 }, [2, 0, 0, 1, 1, 1, 2, NaN], [[1, 4]]],
  [{ maxCategories: 2 }, [1, 1, 1, 0, 0, 0, 1, NaN], [[1, 2, 4]]],
  [{ minFrequency: 0.3 }, [1, 1, 1, 0, 0, 0, 1, NaN], [[1, 2, 4]]],
])("rare categories share the highest number, missing ones keep their own: %j", (options, numbers, rare) => {
  const model = ordinalEncoder(options).fit(X);
  expect(Array.from(model.transform(X).data)).toEqual(numbers);
  expect(model.infrequentCategories).toEqual(rare);
  expect(modelFromJSON(model.toJSON()).toState()).toEqual(model.toState());
});

test("what rare categories share is told when numbers are turned back", () => {
  const model = ordinalEncoder({ minFrequency: 2 }).fit(X);
  expect(model.inverseTransform([[0], [2], [NaN]])).toEqual([[2], ["infrequent_sklearn"], [NaN]]);
  expect(() => model.inverseTransform([[3]])).toThrow("stands for no category");
});

test("numbers of a matrix are encoded as those of nested arrays, whole or not", () => {
  const rows = [
    [-0, 5000],
    [2.5, -1],
    [0, 5000],
    [7, 1e300],
  ];
  const [nested, matrix] = [
    ordinalEncoder().fit(rows),
    ordinalEncoder().fit(new Matrix(4, 2, Float64Array.from(rows.flat()))),
  ];
  expect(matrix.categories).toEqual(nested.categories);
  expect(matrix.transform(new Matrix(4, 2, Float64Array.from(rows.flat())))).toEqual(nested.transform(rows));
});
