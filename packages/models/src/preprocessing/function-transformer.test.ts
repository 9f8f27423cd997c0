import { Matrix, Table } from "@mlsys/core";
import { functionTransformer, modelFromJSON } from "@mlsys/models";
import type { FunctionTransformerModel } from "@mlsys/models";
import { expect, test } from "vitest";

const X = [
  [1, 2],
  [3, 4],
];

test("a function that the other does not undo is told, unless that is not checked", () => {
  const options = { func: "exp", inverseFunc: "sqrt" } as const;
  expect(functionTransformer(options).fit(X).warnings[0]?.code).toBe("inverseDiffers");
  expect(functionTransformer({ ...options, checkInverse: false }).fit(X).warnings).toEqual([]);
  expect(functionTransformer({ func: "exp", inverseFunc: "log" }).fit(X).warnings).toEqual([]);
  expect(functionTransformer({ func: "exp" }).fit(X).warnings).toEqual([]);
});

test("missing numbers are refused where they are to be validated", () => {
  const holes = [[NaN, 1]];
  expect(functionTransformer().fitTransform(holes).toArray()).toEqual(holes);
  expect(() => functionTransformer({ validate: true }).fit(holes)).toThrow("missing number");
  expect(() => functionTransformer({ validate: true }).fit(X).transform(holes)).toThrow("missing number");
});

test("outputs have the names that they are given, also when the model was saved", () => {
  const table = Table.from({ a: [1, 2], b: [3, 4] });
  const first = (given: Matrix): Matrix => new Matrix(given.rows, 1, given.column(0));
  expect(functionTransformer({ func: first }).fit(table).featureNamesOut).toBeUndefined();
  const named = functionTransformer({ func: first, featureNamesOut: ([name = ""]) => [name] });
  expect(named.fit(table).featureNamesOut).toEqual(["a"]);
  expect(functionTransformer({ func: "log", featureNamesOut: "one-to-one" }).fit(X).featureNamesOut).toEqual([
    "x0",
    "x1",
  ]);
  const model = functionTransformer({ func: "log", featureNamesOut: (names) => names.map((name) => `log ${name}`) });
  const saved = JSON.parse(JSON.stringify(model.fit(table))) as never;
  expect(modelFromJSON<FunctionTransformerModel>(saved).featureNamesOut).toEqual(["log a", "log b"]);
});
