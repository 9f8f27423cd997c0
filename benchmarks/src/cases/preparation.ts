import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Matrix, randomState } from "@mlsys/core";
import { quantileTransformer, standardScaler } from "@mlsys/models";
import type { BenchmarkCase } from "../benchmark-case.ts";

/** What is done to columns of numbers before a model is fitted: the fit of a transformer, and the transformation of the same rows. */
export const preparationCases: readonly BenchmarkCase[] = [
  transformerCase("quantile-transformer-2e4x20", 1, (X) => quantileTransformer().fitTransform(X)),
  transformerCase("standard-scaler-2e4x20", 50, (X) => standardScaler().fitTransform(X)),
];

function transformerCase(name: string, repeats: number, work: (X: Matrix) => unknown): BenchmarkCase {
  return {
    name,
    n: 20_000,
    peer: { python: "sklearn" },
    goal: 1,
    prepare: async (folder) => {
      const X = new Matrix(20_000, 20, randomState(0).standardNormal(400_000));
      await writeFile(join(folder, "X.bin"), X.data);
      return {
        repeats,
        run: () => {
          let last: unknown;
          for (let i = 0; i < repeats; i++) last = work(X);
          return last;
        },
      };
    },
  };
}
