import { CsrMatrix, randomState } from "@mlsys/core";
import { expect, test } from "vitest";
import { miniBatchKMeans } from "./mini-batch-k-means.ts";

/** Rows with elements in a few of 60 columns, their group's foremost. */
function sparseRows(rows: number): CsrMatrix {
  const rng = randomState(7);
  const lengths = rng.randint(1, 6, rows);
  const indptr = new Int32Array(rows + 1);
  for (let i = 0; i < rows; i++) indptr[i + 1] = (indptr[i] as number) + (lengths[i] as number);
  const size = indptr[rows] as number;
  const indices = new Int32Array(size);
  for (let i = 0; i < rows; i++) {
    for (let at = indptr[i] as number, n = 0; at < (indptr[i + 1] as number); at++, n++) {
      indices[at] = (i % 4) * 15 + n * 2 + (i % 2);
    }
  }
  return new CsrMatrix(rows, 60, rng.randomSample(size), indices, indptr);
}

test("k-means by batches ends sparse rows where it ends the same rows dense", () => {
  const X = sparseRows(700);
  const sampleWeight = Float64Array.from({ length: 700 }, (_, i) => i % 3);
  for (const init of ["k-means++", "random"] as const) {
    const estimator = miniBatchKMeans({ nClusters: 5, batchSize: 100, init, tol: 1e-3, randomState: 3 });
    const [sparse, dense] = [X, X.toDense()].map((rows) => estimator.fit(rows, undefined, { sampleWeight }));
    expect(sparse?.labels).toEqual(dense?.labels);
    expect(sparse?.nSteps).toBe(dense?.nSteps);
    expect(sparse?.clusterCenters.toArray()).toEqual(dense?.clusterCenters.toArray());
  }
});

test("a step leaves the model that it goes on from as it was", () => {
  const X = sparseRows(200);
  const begun = miniBatchKMeans({ nClusters: 3, randomState: 1 }).partialFit(X);
  const before = begun.clusterCenters.toArray();
  expect(begun.partialFit(X).clusterCenters.toArray()).not.toEqual(before);
  expect(begun.clusterCenters.toArray()).toEqual(before);
});
