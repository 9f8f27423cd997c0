import { Matrix, Table } from "@mlsys/core";
import {
  decisionTreeClassifier,
  decisionTreeRegressor,
  modelFromJSON,
  randomForestClassifier,
  randomForestRegressor,
} from "@mlsys/models";
import { expect, test } from "vitest";

const X = Array.from({ length: 24 }, (_, i) => [i, (i * 5) % 7]);
const rows = X.map(([a = 0, b = 0]): [string, boolean] => [a < 12 ? "low" : "high", b > 3]);

test("rows of labels, a matrix and a table are learned alike", () => {
  const codes = rows.map(([name, flag]) => [name === "low" ? 1 : 0, Number(flag)]);
  const table = Table.from({ size: codes.map(([a]) => a ?? 0), flag: codes.map(([, b]) => b ?? 0) });
  const models = [codes, new Matrix(X.length, 2, Float64Array.from(codes.flat())), table].map((y) =>
    decisionTreeClassifier().fit(X, y),
  );
  const [first] = models.map((model) => JSON.stringify(model.toJSON()));
  expect(models.map((model) => JSON.stringify(model.toJSON()))).toEqual([first, first, first]);
  expect(models.map((model) => model.score(X, table))).toEqual([1, 1, 1]);
});

test("labels of several outputs keep their types, also in a model that was saved", () => {
  const model = randomForestClassifier({ nEstimators: 12 }).fit(X, rows);
  const again = modelFromJSON(JSON.parse(JSON.stringify(model.toJSON())) as never);
  expect(model.predict(X)).toEqual(rows);
  expect(model.classes).toEqual([
    ["high", "low"],
    [false, true],
  ]);
  expect((again as unknown as typeof model).predict(X)).toEqual(rows);
  expect(model.predictLogProba(X)[1].rows).toBe(X.length);
});

test("rows left out are judged by a function of y and predictions", () => {
  const options = { nEstimators: 30, bootstrap: true, randomState: 1 };
  const labels = rows.map(([name]) => name);
  const judge = (yTrue: readonly string[], yPred: readonly string[]) =>
    yTrue.filter((label, i) => label !== yPred[i]).length;
  const own = randomForestClassifier({ ...options, oobScore: judge }).fit(X, labels);
  const share = randomForestClassifier({ ...options, oobScore: true }).fit(X, labels);
  expect(own.oobScore).toBe(Math.round((1 - (share.oobScore ?? 0)) * X.length));
  const cells = (yTrue: Matrix, yPred: Matrix) => yTrue.data.length + yPred.data.length;
  expect(randomForestRegressor({ ...options, oobScore: cells }).fit(X, X).oobScore).toBe(4 * X.length);
});

test("what does not fit several targets is refused with what to do", () => {
  const record = { low: 2 };
  expect(() => decisionTreeClassifier({ classWeight: record }).fit(X, rows)).toThrow(/one record an output/);
  expect(() => decisionTreeClassifier({ classWeight: [record] }).fit(X, rows)).toThrow(/1 records for 2 labels/);
  expect(() =>
    decisionTreeClassifier({ classWeight: [record] }).fit(
      X,
      rows.map(([name]) => name),
    ),
  ).toThrow(/one record of weights/);
  expect(() => decisionTreeRegressor({ monotonicCst: [1, 0] }).fit(X, X)).toThrow(/2 outputs/);
  expect(() => decisionTreeClassifier().fit(X, [["a", 1], ...rows.slice(1).map(() => ["a"])])).toThrow(
    /differ in length/,
  );
  expect(() => decisionTreeClassifier().fit(X, rows.slice(1))).toThrow(/23 labels for 24 rows/);
  const model = decisionTreeClassifier().fit(X, rows);
  expect(() => model.score(X, [["low", true]])).toThrow(/give 24 × 2/);
  expect(() =>
    decisionTreeRegressor()
      .fit(X, X)
      .score(
        X,
        X.map(([a = 0]) => [a]),
      ),
  ).toThrow(/1 instead of 2/);
});

test("a row passes the nodes from the root to its leaf", () => {
  const model = decisionTreeRegressor({ maxDepth: 2 }).fit(X, X);
  const paths = model.decisionPath(X);
  const leaves = model.apply(X);
  X.forEach((_, i) => {
    const nodes = paths.indices.subarray(paths.indptr[i], paths.indptr[i + 1]);
    expect([nodes[0], nodes.at(-1)]).toEqual([0, leaves[i]]);
  });
});
