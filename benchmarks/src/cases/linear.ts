import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Matrix, randomState } from "@mlsys/core";
import { linearRegression } from "@mlsys/models";
import type { BenchmarkCase } from "../benchmark-case.ts";

/** Ordinary least squares, and its prediction of a single row. */
export const linearCases: readonly BenchmarkCase[] = [
  fitCase("ols-1e6x10", 1_000_000, 10, 10),
  fitCase("ols-1e5x100", 100_000, 100, 5),
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

function fitCase(name: string, rows: number, cols: number, goal: number): BenchmarkCase {
  return {
    name,
    n: rows,
    peer: { python: "sklearn" },
    goal,
    prepare: async (folder) => {
      const { X, y } = await makeProblem(folder, rows, cols);
      return { run: () => linearRegression().fit(X, y) };
    },
  };
}

async function makeProblem(folder: string, rows: number, cols: number): Promise<{ X: Matrix; y: Float64Array }> {
  const rng = randomState(0);
  const X = new Matrix(rows, cols, rng.standardNormal(rows * cols));
  const y = rng.standardNormal(rows);
  for (let i = 0; i < rows; i++) y[i] = (y[i] ?? 0) + X.row(i).reduce((sum, x, j) => sum + x * j, 0);
  await writeFile(join(folder, "X.bin"), X.data);
  await writeFile(join(folder, "y.bin"), y);
  return { X, y };
}
