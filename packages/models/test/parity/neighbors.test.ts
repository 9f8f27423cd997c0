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

const { cases, cosine } = reference<{ readonly cases: Case[]; readonly cosine: CosineCase[] }>("neighbors");
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
