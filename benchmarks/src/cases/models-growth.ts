import { Matrix, randomState } from "@mlsys/core";
import {
  decisionTreeClassifier,
  histGradientBoostingClassifier,
  kMeans,
  kNeighborsClassifier,
  lasso,
  linearRegression,
  logisticRegression,
  randomForestClassifier,
  ridge,
  tfidfVectorizer,
} from "@mlsys/models";
import type { BenchmarkCase, PreparedCase } from "../benchmark-case.ts";
import { makeCorpus } from "../corpus.ts";

const tenths = { name: "its ten tenths", version: process.version } as const;

/**
 * Ten times as many rows may take 10.5 times as long; the peer is the ten tenths, one after the other. Sizes are such that the third cache holds
 * neither a tenth nor the whole, or, of trees, which read columns in random order, that the second one holds a column of either. What repeats
 * passes has their number fixed, and trees their depth, so that a row is as much work.
 */
export const cases: readonly BenchmarkCase[] = [
  fitCase("ols", 5_000_000, 10, ({ X, y }) => linearRegression().fit(X, y)),
  fitCase("ridge", 5_000_000, 10, ({ X, y }) => ridge().fit(X, y)),
  fitCase("logistic", 4_000_000, 10, ({ X, labels }) => logisticRegression({ maxIter: 3 }).fit(X, labels)),
  fitCase("lasso", 800_000, 50, ({ X, y }) => lasso({ alpha: 0.1 }).fit(X, y)),
  fitCase("tree", 20_000, 10, ({ X, labels }) => decisionTreeClassifier({ maxDepth: 8 }).fit(X, labels)),
  fitCase("forest", 20_000, 10, ({ X, labels }) =>
    randomForestClassifier({ nEstimators: 10, maxDepth: 8, randomState: 0 }).fit(X, labels),
  ),
  fitCase("boosting", 100_000, 10, ({ X, labels }) =>
    histGradientBoostingClassifier({ maxIter: 20, earlyStopping: false }).fit(X, labels),
  ),
  fitCase("kmeans", 200_000, 10, ({ X }) =>
    kMeans({ init: X.take([0, 1, 2, 3, 4, 5, 6, 7]), nInit: 1, maxIter: 20, tol: 0 }).fit(X),
  ),
  growthCase("knn", 100_000, () => {
    const { X, labels } = makeProblem(5_000, 10);
    const model = kNeighborsClassifier({ algorithm: "brute" }).fit(X, labels);
    return growing(makeProblem(100_000, 10), ({ X: queries }) => model.kneighbors(queries));
  }),
  growthCase("tfidf-logistic", 90_000, () => {
    const { sentences, labels } = makeCorpus(90_000, 0);
    const X = tfidfVectorizer({ maxFeatures: 3000 }).fitTransform(sentences);
    const parts = placesOfTenths(X.rows).map((rows) => [X.take(rows), rows.map((i) => labels[i] ?? "")] as const);
    const fit = (rows: typeof X, y: readonly string[]): unknown => logisticRegression({ maxIter: 4 }).fit(rows, y);
    return { run: () => fit(X, labels), peer: inTurn(parts, ([rows, y]) => fit(rows, y)) };
  }),
];

function fitCase(name: string, rows: number, cols: number, fit: (problem: Problem) => unknown): BenchmarkCase {
  return growthCase(name, rows, () => growing(makeProblem(rows, cols), fit));
}

function growthCase(name: string, n: number, prepare: () => PreparedCase): BenchmarkCase {
  return { name: `models-growth-${name}`, n, peer: tenths, goal: 0.95, prepare: () => Promise.resolve(prepare()) };
}

interface Problem {
  readonly X: Matrix;
  readonly y: Float64Array;
  /** 1 where y is above 0. */
  readonly labels: Float64Array;
}

function growing(problem: Problem, work: (problem: Problem) => unknown): PreparedCase {
  const { X, y, labels } = problem;
  const size = X.rows / 10;
  const parts = Array.from({ length: 10 }, (_, i) => {
    const [from, to] = [i * size, (i + 1) * size];
    return {
      X: new Matrix(size, X.cols, X.data.slice(from * X.cols, to * X.cols)),
      y: y.slice(from, to),
      labels: labels.slice(from, to),
    };
  });
  return { run: () => work(problem), peer: inTurn(parts, work) };
}

/** All results are kept until the last is there. */
function inTurn<Part>(parts: readonly Part[], work: (part: Part) => unknown): () => Promise<void> {
  return async () => {
    await Promise.all(parts.map(work));
  };
}

function placesOfTenths(rows: number): number[][] {
  const size = rows / 10;
  return Array.from({ length: 10 }, (_, part) => Array.from({ length: size }, (_row, i) => part * size + i));
}

function makeProblem(rows: number, cols: number): Problem {
  const rng = randomState(0);
  const X = new Matrix(rows, cols, rng.standardNormal(rows * cols));
  const y = rng.standardNormal(rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) y[i] = (y[i] ?? 0) + (X.data[i * cols + j] ?? 0) * (j / cols);
  }
  return { X, y, labels: y.map((value) => (value > 0 ? 1 : 0)) };
}
