import {
  dummyClassifier,
  dummyRegressor,
  kNeighborsClassifier,
  kNeighborsRegressor,
  modelFromJSON,
} from "@mlsys/models";
import { expect, test } from "vitest";
import { camelCased } from "../support/camel-case.ts";
import { expectClose } from "../support/close.ts";
import { reference } from "../support/reference.ts";

interface Dummy {
  readonly kind: "dummyClassifier" | "dummyRegressor";
  readonly options: Readonly<Record<string, unknown>>;
  readonly predicted: number[][];
  readonly learned: number[] | number[][];
  readonly shares: number[][][];
  readonly score: number;
}

interface Case {
  readonly X: number[][];
  readonly labels: number[][];
  readonly numbers: number[][];
  readonly rows: number[][];
  readonly weights: number[] | null;
  readonly neighbors: {
    readonly options: Readonly<Record<string, unknown>>;
    readonly labels: number[][];
    readonly shares: number[][][];
    readonly numbers: number[][];
    readonly score: number;
    readonly graph: number[][];
    readonly distances: number[][];
    readonly others: number[][];
  };
  readonly dummies: readonly Dummy[];
}

const { cases } = reference<{ readonly cases: Case[] }>("multi-target-baselines");

/** The model, after it was saved and read. */
const again = <Model extends { toJSON(): unknown }>(model: Model): Model =>
  modelFromJSON(JSON.parse(JSON.stringify(model.toJSON())) as never) as unknown as Model;

test("neighbors of several targets predict what scikit-learn's predict, also after they were saved", () => {
  for (const { X, labels, numbers, rows, neighbors } of cases) {
    const options = camelCased(neighbors.options);
    const classifier = again(kNeighborsClassifier(options).fit(X, labels));
    const regressor = again(kNeighborsRegressor(options).fit(X, numbers));
    expect(classifier.predict(rows)).toEqual(neighbors.labels);
    expectClose(
      classifier.predictProba(rows).map((shares) => shares.toArray()),
      neighbors.shares,
      1e-12,
    );
    expectClose(regressor.predict(rows).toArray(), neighbors.numbers, 1e-12);
    expectClose(regressor.score(X, numbers), neighbors.score, 1e-12);
    expect(classifier.score(rows, neighbors.labels)).toBe(1);
  }
});

test("graphs of neighbors are scikit-learn's", () => {
  for (const { X, numbers, rows, neighbors } of cases) {
    const regressor = kNeighborsRegressor(camelCased(neighbors.options)).fit(X, numbers);
    expect(regressor.kneighborsGraph(rows).toArray()).toEqual(neighbors.graph);
    expectClose(regressor.kneighborsGraph(rows, 3, { mode: "distance" }).toArray(), neighbors.distances, 1e-12);
    expectClose(
      regressor.kneighborsGraph(undefined, undefined, { mode: "distance" }).toArray(),
      neighbors.others,
      1e-12,
    );
  }
});

test("dummies of several targets learn, draw and predict what scikit-learn's do, also after they were saved", () => {
  for (const { X, labels, numbers, weights, dummies } of cases) {
    const fitOptions = { sampleWeight: weights ?? undefined };
    for (const { kind, options, predicted, learned, shares, score } of dummies) {
      if (kind === "dummyClassifier") {
        const model = again(dummyClassifier(camelCased(options)).fit(X, labels, fitOptions));
        expect(model.predict(X)).toEqual(predicted);
        expectClose(
          model.classPrior.map((prior) => Array.from(prior)),
          learned,
          1e-12,
        );
        expectClose(
          model.predictProba(X).map((each) => each.toArray()),
          shares,
          1e-12,
        );
        expect(model.score(X, predicted)).toBe(1);
      } else {
        const model = again(dummyRegressor(camelCased(options)).fit(X, numbers, fitOptions));
        expectClose(model.predict(X.slice(0, 2)).toArray(), predicted, 1e-12);
        expectClose(Array.from(model.constant), learned, 1e-12);
        expectClose(model.score(X, numbers, fitOptions), score, 1e-12);
      }
    }
  }
});

test("constants that do not fit the targets are refused", () => {
  expect(() => dummyClassifier({ strategy: "constant", constant: "a" }).fit([[1]], [["a", "b"]])).toThrow(
    /1 for 2 labels/,
  );
  expect(() => dummyClassifier({ strategy: "constant", constant: ["a", "c"] }).fit([[1]], [["a", "b"]])).toThrow(
    /output 1/,
  );
  expect(() => dummyRegressor({ strategy: "constant", constant: [1, 2] }).fit([[1]], [1])).toThrow(/2 for 1 target/);
});
