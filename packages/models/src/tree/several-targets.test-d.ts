import { Table } from "@mlsys/core";
import type { Matrix } from "@mlsys/core";
import {
  decisionTreeClassifier,
  decisionTreeRegressor,
  dummyClassifier,
  extraTreesRegressor,
  kNeighborsClassifier,
  kNeighborsRegressor,
  randomForestClassifier,
} from "@mlsys/models";
import { expectTypeOf, test } from "vitest";

const X = [[1], [2]];

test("one label a row gives labels, a row of labels gives rows of theirs", () => {
  const one = decisionTreeClassifier().fit(X, ["a", "b"]);
  expectTypeOf(one.predict(X)).toEqualTypeOf<("a" | "b")[]>();
  expectTypeOf(one.predictProba(X)).toEqualTypeOf<Matrix>();
  const rows: ["low" | "high", boolean][] = [
    ["low", true],
    ["high", false],
  ];
  const two = decisionTreeClassifier().fit(X, rows);
  expectTypeOf(two.predict(X)).toEqualTypeOf<["low" | "high", boolean][]>();
  expectTypeOf(two.classes).toEqualTypeOf<readonly [readonly ("low" | "high")[], readonly boolean[]]>();
  expectTypeOf(two.predictProba(X)).toEqualTypeOf<readonly [Matrix, Matrix]>();
  expectTypeOf(kNeighborsClassifier().fit(X, rows).predict(X)).toEqualTypeOf<["low" | "high", boolean][]>();
  expectTypeOf(kNeighborsClassifier().fit(X, ["a", "b"]).predict(X)).toEqualTypeOf<("a" | "b")[]>();
  expectTypeOf(dummyClassifier().fit(X, rows).predictProba(X)).toEqualTypeOf<readonly [Matrix, Matrix]>();
  const literal = randomForestClassifier().fit(X, [
    ["a", 1],
    ["b", 2],
  ]);
  expectTypeOf(literal.predict(X)).toEqualTypeOf<[string, number][]>();
});

test("rows of unknown length have arrays of labels", () => {
  const rows: string[][] = [["a"], ["b"]];
  const model = randomForestClassifier().fit(X, rows);
  expectTypeOf(model.predict(X)).toEqualTypeOf<string[][]>();
  expectTypeOf(model.classes).toEqualTypeOf<readonly (readonly string[])[]>();
  const table = decisionTreeClassifier().fit(X, Table.from({ a: [1, 2] }) as Table);
  expectTypeOf(table.predict(X)).toEqualTypeOf<(readonly (string | number | boolean)[])[]>();
});

test("one number a row gives numbers, several give a matrix", () => {
  expectTypeOf(decisionTreeRegressor().fit(X, [1, 2]).predict(X)).toEqualTypeOf<Float64Array>();
  expectTypeOf(kNeighborsRegressor().fit(X, [1, 2]).predict(X)).toEqualTypeOf<Float64Array>();
  expectTypeOf(
    extraTreesRegressor()
      .fit(X, [[1], [2]])
      .predict(X),
  ).toEqualTypeOf<Matrix>();
});
