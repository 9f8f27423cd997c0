import { Matrix, sha256 } from "@mlsys/core";
import { kNeighborsClassifier, kNeighborsRegressor } from "@mlsys/models";
import { expect, test } from "vitest";
import { camelCased } from "../support/camel-case.ts";
import { expectClose } from "../support/close.ts";
import { drawProblem } from "../support/draw-problem.ts";
import { reference } from "../support/reference.ts";

interface Case {
  readonly kind: "classifier" | "regressor";
  readonly seed: number;
  readonly whole: boolean;
  readonly options: Readonly<Record<string, unknown>>;
  readonly indices: string;
  readonly others: string;
  readonly distances: number;
  readonly outcome: number;
}

interface CosineCase {
  readonly seed: number;
  readonly distances: number[][];
  readonly indices: number[][];
}

interface OwnCase {
  readonly functions: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly X: number[][];
  readonly y: number[];
  readonly values: number[];
  readonly rows: number[][];
  readonly probabilities: number[][];
  readonly predicted: number[];
  readonly distances: number[][];
  readonly indices: number[][];
}

interface Reference {
  readonly cases: Case[];
  readonly cosine: CosineCase[];
  readonly own: OwnCase[];
}

const { cases, cosine, own } = reference<Reference>("neighbors");
const digest = ({ data }: Matrix) => sha256(Buffer.from(Int32Array.from(data).buffer));

test("neighbors are scikit-learn's, ties included, on 120 random problems", () => {
  const different: Case[] = [];
  for (const given of cases) {
    const drawn = drawProblem(given.seed);
    const X = given.whole ? changed(drawn.X, (value) => Math.floor(value * 6)) : drawn.X;
    const first = X.take(Array.from({ length: 20 }, (_, i) => i));
    const options = camelCased(given.options);
    const shifted = changed(first, (value) => value + 0.5);
    const [model, outcome] = fitted(given.kind, options, X, drawn.y, drawn.values, shifted);
    const { distances, indices } = model.kneighbors(first);
    if (digest(indices) !== given.indices || digest(model.kneighbors().indices) !== given.others) different.push(given);
    expectClose(
      distances.data.reduce((sum, each) => sum + each, 0),
      given.distances,
      1e-12,
    );
    expectClose(
      outcome.reduce((sum, each, i) => sum + each * (i + 1), 0),
      given.outcome,
      1e-12,
    );
  }
  expect(different).toEqual([]);
});

test.each(cosine)("the cosine metric finds scikit-learn's neighbors: $seed", (given) => {
  const { X, y } = drawProblem(given.seed);
  const model = kNeighborsClassifier({ metric: "cosine", nNeighbors: 4 }).fit(X, y);
  const found = model.kneighbors(changed(X.take([0, 1, 2, 3, 4, 5]), (value) => value + 0.1));
  expectClose(found.distances, given.distances, 1e-12);
  expect(found.indices.toArray()).toEqual(given.indices);
});

test.each(own)("weights of columns and functions give scikit-learn's neighbors: $options $functions", (given) => {
  const isBoth = given.functions.length === 2;
  const functions = {
    metric: (a: Float64Array, b: Float64Array) => {
      const differences = a.map((value, j) => Math.abs(value - (b[j] as number)));
      return Math.max(...differences) + differences.reduce((sum, each) => sum + each, 0);
    },
    weights: (distances: Float64Array) => distances.map((each) => (isBoth ? 1 / (1 + each) : Math.exp(-each))),
  };
  const chosen = Object.fromEntries(Object.entries(functions).filter(([name]) => given.functions.includes(name)));
  const options = { ...camelCased(given.options), ...chosen, nNeighbors: 4 };
  const regressor = kNeighborsRegressor(options).fit(given.X, given.values);
  const found = regressor.kneighbors(given.rows);
  expect(found.indices.toArray()).toEqual(given.indices);
  expectClose(found.distances, given.distances, 1e-12);
  expectClose(regressor.predict(given.rows), given.predicted, 1e-12);
  const classifier = kNeighborsClassifier(options).fit(given.X, given.y);
  expectClose(classifier.predictProba(given.rows), given.probabilities, 1e-12);
});

function fitted(kind: string, options: object, X: Matrix, y: number[], values: Float64Array, rows: Matrix) {
  if (kind === "classifier") {
    const model = kNeighborsClassifier(options).fit(X, y);
    return [model, model.predictProba(rows).data] as const;
  }
  const model = kNeighborsRegressor(options).fit(X, values);
  return [model, model.predict(rows)] as const;
}

function changed({ rows, cols, data }: Matrix, change: (value: number) => number): Matrix {
  return new Matrix(rows, cols, data.map(change));
}
