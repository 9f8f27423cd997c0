import {
  columnTransformer,
  featureUnion,
  kBinsDiscretizer,
  maxAbsScaler,
  minMaxScaler,
  missingIndicator,
  oneHotEncoder,
  ordinalEncoder,
  polynomialFeatures,
  powerTransformer,
  standardScaler,
} from "@mlsys/models";
import { expect, test } from "vitest";

const X = [
  [0, 1, 2],
  [1, 3, NaN],
  [2, 5, 0],
];
const full = X.map(([a = 0, b = 0]) => [a, b]);

test("columns without names are x0, x1 and so on after they were transformed", () => {
  expect(standardScaler().fit(full).featureNamesOut).toEqual(["x0", "x1"]);
  expect(minMaxScaler().fit(full).featureNamesOut).toEqual(["x0", "x1"]);
  expect(powerTransformer().fit(full).featureNamesOut).toEqual(["x0", "x1"]);
  expect(ordinalEncoder().fit(full).featureNamesOut).toEqual(["x0", "x1"]);
  expect(kBinsDiscretizer({ encode: "ordinal", nBins: 2 }).fit(full).featureNamesOut).toEqual(["x0", "x1"]);
  const union = featureUnion({
    transformerList: [
      ["a", standardScaler()],
      ["b", maxAbsScaler()],
    ],
  });
  expect(union.fit(full).featureNamesOut).toEqual(["a__x0", "a__x1", "b__x0", "b__x1"]);
});

test("a part of a matrix has the names of its columns in the whole", () => {
  const model = columnTransformer({
    transformers: [
      ["scaled", standardScaler(), [1]],
      ["hot", oneHotEncoder(), [1]],
      ["squared", polynomialFeatures({ includeBias: false }), [1, 0]],
      ["missing", missingIndicator(), [0, 2]],
    ],
    remainder: "passthrough",
  }).fit(X);
  expect(model.featureNamesOut).toEqual([
    "scaled__x1",
    "hot__x1_1",
    "hot__x1_3",
    "hot__x1_5",
    "squared__x1",
    "squared__x0",
    "squared__x1^2",
    "squared__x1 x0",
    "squared__x0^2",
    "missing__missingindicator_x2",
  ]);
});
