import { Table } from "@mlsys/core";
import { columnTransformer, featureUnion, maxAbsScaler, modelFromJSON, standardScaler } from "@mlsys/models";
import type { TransformerModel } from "@mlsys/models";
import { expect, test } from "vitest";

const X = [
  [1, 4],
  [3, 2],
];

test("weights multiply the outputs of columns, those that pass through too, also of a saved model", () => {
  const estimator = columnTransformer({
    transformers: [["scaled", standardScaler(), [0]]],
    remainder: "passthrough",
    transformerWeights: { scaled: 10, remainder: 0.5 },
  });
  const model = estimator.fit(X);
  const expected = [
    [-10, 2],
    [10, 1],
  ];
  expect(estimator.fitTransform(X).toArray()).toEqual(expected);
  expect(model.transform(X).toArray()).toEqual(expected);
  const again = modelFromJSON<typeof model>(JSON.parse(JSON.stringify(model)));
  expect(again.transform(X).toArray()).toEqual(expected);
});

test("weights of transformers that are not there are refused, all at once", () => {
  const transformers = [["scaled", standardScaler(), [0]]] as const;
  expect(() => columnTransformer({ transformers, transformerWeights: { a: 1, b: 2 } })).toThrow('"a", "b"');
});

test("a union's names begin with those of its transformers, unless they are not verbose", () => {
  const table = Table.from({ a: [1, 2], b: [3, 4] });
  const transformerList = [["share", maxAbsScaler()]] as const;
  const names = (verboseFeatureNamesOut: boolean) => {
    const model = featureUnion({ transformerList, verboseFeatureNamesOut, transformerWeights: null }).fit(table);
    expect(model.nFeaturesIn).toBe(2);
    return modelFromJSON<TransformerModel<unknown, unknown>>(JSON.parse(JSON.stringify(model))).featureNamesOut;
  };
  expect(names(true)).toEqual(["share__a", "share__b"]);
  expect(names(false)).toEqual(["a", "b"]);
});
