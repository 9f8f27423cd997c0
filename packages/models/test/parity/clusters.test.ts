import { Matrix, sha256 } from "@mlsys/core";
import { kMeans, miniBatchKMeans, modelFromJSON } from "@mlsys/models";
import type { MiniBatchKMeansModel } from "@mlsys/models";
import { expect, test } from "vitest";
import { camelCased } from "../support/camel-case.ts";
import { expectClose } from "../support/close.ts";
import { drawProblem } from "../support/draw-problem.ts";
import { reference } from "../support/reference.ts";
import { toCsr } from "../support/to-csr.ts";

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

interface PartialCase extends Pick<Case, "seed" | "weighted" | "options" | "centers" | "inertia"> {
  readonly labels: number[];
  readonly nSteps: number;
}

interface SparseCase extends Pick<Case, "weighted" | "options" | "inertia" | "nIter" | "transformed"> {
  readonly labels: number[];
  readonly predicted: number[];
}

const { cases, partial, sparse } = reference<{
  readonly cases: Case[];
  readonly partial: PartialCase[];
  readonly sparse: SparseCase[];
}>("clusters");

test("k-means ends with scikit-learn's clusters of sparse rows, which are as far from one center as from another", () => {
  const element = (i: number, j: number) => ((3 * i * i + 7 * j + i * j) % 11 === 0 ? ((i * 31 + j * 17) % 10) / 7 : 0);
  const rows = Array.from({ length: 80 }, (_, i) => Array.from({ length: 50 }, (_, j) => element(i, j)));
  const [X, turned] = [toCsr(rows), toCsr(rows.map((row) => row.toReversed()))];
  for (const { weighted, options, labels, inertia, nIter, predicted, transformed } of sparse) {
    const sampleWeight = weighted ? Array.from({ length: 80 }, (_, i) => i % 3) : undefined;
    const model = kMeans(camelCased(options)).fit(X, undefined, { sampleWeight });
    expect(Array.from(model.labels)).toEqual(labels);
    expect(model.nIter).toBe(nIter);
    expectClose(model.inertia, inertia, 1e-9);
    expect(Array.from(model.predict(turned))).toEqual(predicted);
    expectClose(model.transform(turned.take([0, 1])), transformed, 1e-9);
  }
});

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

test("k-means goes on with more rows as scikit-learn's does, also once it was saved", () => {
  for (const { seed, weighted, options, labels, centers, inertia, nSteps } of partial) {
    const { X: drawn, sampleWeight } = drawProblem(seed);
    const X = withOneMore(drawn);
    const rows = Array.from({ length: X.rows }, (_, i) => i);
    const long = X.rows % 3;
    const size = Math.floor(X.rows / 3);
    const ends = [0, 1, 2].map((part) => size * (part + 1) + Math.min(part + 1, long));
    const parts = ends.map((end, part) => rows.slice(ends[part - 1] ?? 0, end));
    let model: MiniBatchKMeansModel | undefined;
    for (const part of parts) {
      const own = weighted ? { sampleWeight: part.map((i) => sampleWeight?.[i] ?? 1) } : {};
      const before: MiniBatchKMeansModel | undefined = model;
      model = (before ?? miniBatchKMeans(camelCased(options))).partialFit(X.take(part), undefined, own);
    }
    expectClose(model?.clusterCenters, centers, 1e-9);
    expectClose(model?.inertia, inertia, 1e-9);
    expect(Array.from(model?.labels ?? [])).toEqual(labels);
    expect(model?.nSteps).toBe(nSteps);
    const again = modelFromJSON<MiniBatchKMeansModel>(JSON.parse(JSON.stringify(model)));
    expect(again.partialFit(X).nSteps).toBe(nSteps + 1);
    expect(again.toJSON()).toEqual(model?.toJSON());
  }
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
