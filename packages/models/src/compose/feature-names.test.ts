import { Table } from "@mlsys/core";
import {
  columnTransformer,
  featureUnion,
  kBinsDiscretizer,
  maxAbsScaler,
  minMaxScaler,
  missingIndicator,
  modelFromJSON,
  oneHotEncoder,
  ordinalEncoder,
  pca,
  pipeline,
  polynomialFeatures,
  powerTransformer,
  selectKBest,
  simpleImputer,
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

const rows = [
  { city: "Rome", low: 1, high: 5 },
  { city: "Oslo", low: null, high: 6 },
  { city: "Rome", low: 3, high: 9 },
];
const table = Table.from(rows.map(({ low, high }) => ({ low, high })));
const labels = ["a", "b", "a"];

test("names of columns are handed on from step to step of a pipeline", () => {
  const filled = pipeline(simpleImputer({ addIndicator: true }), standardScaler()).fit(table);
  expect(filled.featureNamesOut).toEqual(["low", "high", "missingindicator_low"]);
  const products = pipeline(simpleImputer(), pipeline(standardScaler(), polynomialFeatures({ includeBias: false })));
  expect(products.fit(table).featureNamesOut).toEqual(["low", "high", "low^2", "low high", "high^2"]);
  const chosen = pipeline(simpleImputer(), selectKBest({ k: 1 })).fit(table, labels);
  expect(["low", "high"]).toContain(chosen.featureNamesOut?.[0]);
  const union = featureUnion({
    transformerList: [
      ["scaled", standardScaler()],
      ["parts", pca({ nComponents: 1 })],
    ],
  });
  expect(pipeline(simpleImputer(), union).fit(table).featureNamesOut).toEqual([
    "scaled__low",
    "scaled__high",
    "parts__pca0",
  ]);
});

test("names of columns are handed on within a column transformer", () => {
  const model = columnTransformer<(typeof rows)[number]>({
    transformers: [
      ["numbers", pipeline(simpleImputer(), standardScaler()), ["high", "low"]],
      ["city", oneHotEncoder(), ["city"]],
    ],
  }).fit(rows);
  const names = ["numbers__high", "numbers__low", "city__city_Oslo", "city__city_Rome"];
  expect(model.featureNamesOut).toEqual(names);
  expect(modelFromJSON<typeof model>(JSON.parse(JSON.stringify(model))).featureNamesOut).toEqual(names);
  const second = pipeline(
    simpleImputer(),
    columnTransformer({ transformers: [["scaled", standardScaler(), [1]]], remainder: "passthrough" }),
  );
  expect(second.fit(table).featureNamesOut).toEqual(["scaled__high", "remainder__low"]);
});
