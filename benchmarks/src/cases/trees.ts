import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Matrix, randomState } from "@mlsys/core";
import {
  decisionTreeClassifier,
  extraTreesClassifier,
  extraTreesRegressor,
  histGradientBoostingClassifier,
  kMeans,
  kNeighborsClassifier,
  linearSVC,
  randomForestClassifier,
} from "@mlsys/models";
import type { BenchmarkCase } from "../benchmark-case.ts";

/** Trees, neighbors, clusters, and a support vector machine. */
export const cases: readonly BenchmarkCase[] = [
  fitCase("forest-1e4x20", 10_000, 20, 1.5, ({ X, y }) => randomForestClassifier().fit(X, y)),
  fitCase("tree-1e5x20", 100_000, 20, 2, ({ X, y }) => decisionTreeClassifier().fit(X, y)),
  fitCase("extra-trees-1e4x20", 10_000, 20, 1, ({ X, y }) => extraTreesClassifier().fit(X, y)),
  fitCase("extra-trees-regressor-3e3x20", 3000, 20, 1, ({ X, y }) => extraTreesRegressor().fit(X, y)),
  fitCase("boosting-1e5x20", 100_000, 20, 1.2, ({ X, y }) =>
    histGradientBoostingClassifier({ earlyStopping: false }).fit(X, y),
  ),
  {
    name: "knn-1e4",
    n: 10_000,
    peer: { python: "sklearn" },
    goal: 1.5,
    prepare: async (folder) => {
      const { X, y } = await makeProblem(folder, 20_000, 10);
      const rows = (from: number) => X.take(Array.from({ length: 10_000 }, (_, i) => from + i));
      const model = kNeighborsClassifier({ algorithm: "brute" }).fit(rows(0), y.slice(0, 10_000));
      const queries = rows(10_000);
      return { run: () => model.kneighbors(queries) };
    },
  },
  fitCase("kmeans-1e5x10", 100_000, 10, 1.2, ({ X }) => kMeans().fit(X)),
  {
    name: "kmeans-predict-2e4x20",
    n: 20_000,
    peer: { python: "sklearn" },
    goal: 1,
    prepare: async (folder) => {
      const { X } = await makeProblem(folder, 20_000, 20);
      const model = kMeans({ randomState: 0, nInit: 1 }).fit(X);
      const repeats = 20;
      return { repeats, run: () => Array.from({ length: repeats }, () => model.predict(X)) };
    },
  },
  fitCase("hinge-svc-3e3x20", 3000, 20, 1, ({ X, y }) =>
    linearSVC({ loss: "hinge", maxIter: 10_000, randomState: 0 }).fit(X, y),
  ),
];

function fitCase(
  name: string,
  rows: number,
  cols: number,
  goal: number,
  fit: (problem: Problem) => unknown,
): BenchmarkCase {
  return {
    name,
    n: rows,
    peer: { python: "sklearn" },
    goal,
    prepare: async (folder) => {
      const problem = await makeProblem(folder, rows, cols);
      return { run: () => fit(problem) };
    },
  };
}

interface Problem {
  readonly X: Matrix;
  readonly y: Float64Array;
}

/** Two classes that products of features tell apart, with noise. */
async function makeProblem(folder: string, rows: number, cols: number): Promise<Problem> {
  const rng = randomState(0);
  const X = new Matrix(rows, cols, rng.standardNormal(rows * cols));
  const noise = rng.standardNormal(rows);
  const y = Float64Array.from(noise, (each, i) => {
    const [a = 0, b = 0, c = 0, d = 0] = X.row(i);
    return a * b + c - d + 0.5 * each > 0 ? 1 : 0;
  });
  await writeFile(join(folder, "X.bin"), X.data);
  await writeFile(join(folder, "y.bin"), y);
  return { X, y };
}
