import { Matrix, randomState } from "@mlsys/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { squaredDistance } from "../internal/squared-distance.ts";
import { nearestCenters } from "./nearest-centers.ts";

/** By all distances, the first of equal ones. */
function byDistances(X: Matrix, centers: Matrix): number[] {
  return Array.from({ length: X.rows }, (_, i) => {
    const distances = Array.from({ length: centers.rows }, (_each, c) =>
      squaredDistance(X.data, i * X.cols, centers.data, c * X.cols, X.cols),
    );
    return distances.indexOf(Math.min(...distances));
  });
}

test("the nearest center is the first of those at the least distance, far from 0 and with ties too", () => {
  const problem = fc.record({
    rows: fc.integer({ min: 1, max: 60 }),
    cols: fc.integer({ min: 1, max: 5 }),
    k: fc.integer({ min: 1, max: 9 }),
    isWhole: fc.boolean(),
    offset: fc.constantFrom(0, 1e6, 1e12, 1e160),
    seed: fc.nat(),
  });
  fc.assert(
    fc.property(problem, ({ rows, cols, k, isWhole, offset, seed }) => {
      const rng = randomState(seed);
      const numbers = (length: number) =>
        rng.standardNormal(length).map((value) => offset + (isWhole ? Math.round(value) : value));
      const [X, centers] = [new Matrix(rows, cols, numbers(rows * cols)), new Matrix(k, cols, numbers(k * cols))];
      expect(Array.from(nearestCenters(X, centers).labels)).toEqual(byDistances(X, centers));
    }),
    { numRuns: 200 },
  );
});
