import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Matrix, randomState } from "@mlsys/core";
import { lasso, linearRegression, logisticRegression, permutationImportance, ridge } from "@mlsys/models";
import type { BenchmarkCase } from "../benchmark-case.ts";

/** Linear models, and the prediction of a single row. */
export const cases: readonly BenchmarkCase[] = [
  fitCase("ols-1e6x10", 1_000_000, 10, 10, ({ X, y }) => linearRegression().fit(X, y)),
  fitCase("ols-1e5x100", 100_000, 100, 5, ({ X, y }) => linearRegression().fit(X, y)),
  fitCase("ridge-1e6x10", 1_000_000, 10, 4, ({ X, y }) => ridge().fit(X, y)),
  fitCase("logistic-1e5x50", 100_000, 50, 2, ({ X, labels }) => logisticRegression().fit(X, labels)),
  {
    name: "logistic-2e4x64x10",
    n: 20_000,
    peer: { python: "sklearn" },
    goal: 1,
    prepare: async (folder) => {
      const { X } = await makeProblem(folder, 20_000, 64);
      const labels = tenClasses(X);
      await writeFile(join(folder, "classes.bin"), labels);
      return { run: () => logisticRegression().fit(X, labels) };
    },
  },
  fitCase("lasso-1e4x200", 10_000, 200, 1, ({ X, y }) => lasso({ alpha: 0.1 }).fit(X, y)),
  fitCase("lasso-correlated-1e4x100", 10_000, 100, 10, ({ X, y }) => lasso({ alpha: 0.1 }).fit(X, y), 3),
  {
    name: "permutation-importance-1e4x20",
    n: 10_000,
    peer: { python: "sklearn" },
    goal: 3,
    prepare: async (folder) => {
      const { X, y } = await makeProblem(folder, 10_000, 20);
      const model = linearRegression().fit(X, y);
      return { run: () => permutationImportance(model, X, y, { nRepeats: 5, randomState: 0 }) };
    },
  },
  {
    name: "predict-row-linear",
    n: 1,
    peer: { python: "sklearn" },
    goal: 300,
    prepare: async (folder) => {
      const { X, y } = await makeProblem(folder, 1000, 10);
      const model = linearRegression().fit(X, y);
      const row = X.take([0]);
      const repeats = 100_000;
      return {
        repeats,
        run: () => {
          let sum = 0;
          for (let i = 0; i < repeats; i++) sum += model.predict(row)[0] ?? 0;
          return sum;
        },
      };
    },
  },
];

function fitCase(
  name: string,
  rows: number,
  cols: number,
  goal: number,
  fit: (problem: Problem) => unknown,
  shared = 0,
): BenchmarkCase {
  return {
    name,
    n: rows,
    peer: { python: "sklearn" },
    goal,
    prepare: async (folder) => {
      const problem = await makeProblem(folder, rows, cols, shared);
      return { run: () => fit(problem) };
    },
  };
}

interface Problem {
  readonly X: Matrix;
  readonly y: Float64Array;
  /** 1 where y is above 0. */
  readonly labels: Float64Array;
}

/** Columns of normal numbers, which are correlated where they have a part of something shared; y is their sum, with noise. */
async function makeProblem(folder: string, rows: number, cols: number, shared = 0): Promise<Problem> {
  const rng = randomState(0);
  const X = new Matrix(rows, cols, rng.standardNormal(rows * cols));
  const y = rng.standardNormal(rows);
  if (shared !== 0) {
    const factor = rng.standardNormal(rows);
    for (let at = 0; at < X.data.length; at++) {
      X.data[at] = (X.data[at] ?? 0) + shared * (factor[Math.floor(at / cols)] ?? 0);
    }
  }
  for (let i = 0; i < rows; i++) y[i] = (y[i] ?? 0) + X.row(i).reduce((sum, x, j) => sum + x * j, 0);
  await writeFile(join(folder, "X.bin"), X.data);
  await writeFile(join(folder, "y.bin"), y);
  return { X, y, labels: y.map((value) => (value > 0 ? 1 : 0)) };
}

/** The largest of ten linear scores of each row, with noise. */
function tenClasses(X: Matrix): Int32Array {
  const rng = randomState(1);
  const weights = Array.from({ length: 10 }, () => rng.standardNormal(X.cols));
  return Int32Array.from({ length: X.rows }, (_, i) => {
    const noise = rng.normal(0, 3, 10);
    const scores = weights.map((w, c) => X.row(i).reduce((sum, x, j) => sum + x * (w[j] ?? 0), noise[c] ?? 0));
    return scores.indexOf(Math.max(...scores));
  });
}
