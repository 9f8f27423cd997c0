import type { Matrix, RandomState } from "@mlsys/core";
import { kMeans, miniBatchKMeans } from "@mlsys/models";
import { expect, test } from "vitest";

const X = [[0], [1], [2], [10], [11], [30]];

test("centers begin where a function says, for kMeans among rows without their mean", () => {
  const means: number[] = [];
  const init = (rows: Matrix, count: number, generator: RandomState) => {
    means.push(rows.data.reduce((sum, value) => sum + value, 0) / rows.rows);
    return rows.take(generator.choice(rows.rows, { size: count, replace: false }));
  };
  const given = kMeans({ nClusters: 2, init: [[0], [1]] }).fit(X);
  const made = kMeans({ nClusters: 2, init: (rows) => rows.take([0, 1]), nInit: 1 }).fit(X);
  expect(made.clusterCenters).toEqual(given.clusterCenters);
  kMeans({ nClusters: 2, init }).fit(X);
  expect(means).toHaveLength(10);
  expect(means.every((mean) => Math.abs(mean) < 1e-12)).toBe(true);
  means.length = 0;
  miniBatchKMeans({ nClusters: 2, init }).fit(X);
  expect(means).toEqual([9, 9, 9]);
});

test("centers of another shape are refused", () => {
  expect(() => kMeans({ nClusters: 2, init: () => [[1]] }).fit(X)).toThrow(/give 2 × 1/);
  expect(() =>
    miniBatchKMeans({
      nClusters: 2,
      init: () => [
        [1, 2],
        [3, 4],
      ],
    }).fit(X),
  ).toThrow(/give 2 × 1/);
});
