import { Matrix, sha256 } from "@mlsys/core";
import { kMeans, miniBatchKMeans } from "@mlsys/models";
import { expect, test } from "vitest";
import { camelCased } from "../support/camel-case.ts";
import { expectClose } from "../support/close.ts";
import { drawProblem } from "../support/draw-problem.ts";
import { reference } from "../support/reference.ts";

interface Case {
  readonly mini: boolean;
  readonly seed: number;
  readonly weighted: boolean;
  readonly options: Readonly<Record<string, unknown>>;
  readonly labels: string;
  readonly centers: number[][];
  readonly inertia: number;
  readonly nIter: number;
  readonly transformed: number[][];
  readonly score: number;
}

const { cases } = reference<{ readonly cases: Case[] }>("clusters");

test("k-means ends with scikit-learn's clusters for the same seed, on 60 random problems", () => {
  const different: Case[] = [];
  for (const given of cases) {
    const { X: drawn, sampleWeight } = drawProblem(given.seed);
    const X = withOneMore(drawn);
    const options = camelCased(given.options);
    const estimator = given.mini ? miniBatchKMeans(options) : kMeans(options);
    const model = estimator.fit(X, undefined, { sampleWeight: given.weighted ? sampleWeight : undefined });
    const labels = sha256(Buffer.from(model.labels.buffer));
    if (labels !== given.labels || model.nIter !== given.nIter) {
      different.push(given);
      continue;
    }
    expectClose(model.clusterCenters, given.centers, 1e-9);
    expectClose(model.inertia, given.inertia, 1e-9);
    expectClose(model.transform(X.take([0, 1])), given.transformed, 1e-9);
    expectClose(model.score(X.take([0, 1, 2, 3, 4, 5, 6, 7, 8])), given.score, 1e-9);
  }
  expect(different).toEqual([]);
});

function withOneMore({ rows, cols, data }: Matrix): Matrix {
  const result = new Matrix(rows, cols + 1);
  for (let i = 0; i < rows; i++) {
    const row = data.subarray(i * cols, (i + 1) * cols);
    result.row(i).set(row);
    result.data[i * (cols + 1) + cols] = Math.sin(37 * (row.at(-1) ?? 0)) + (row[0] ?? 0);
  }
  return result;
}
