import { Matrix, randomState } from "@mlsys/core";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { squaredDistance } from "../internal/squared-distance.ts";
import { nearestCenters, nearestLabels } from "./nearest-centers.ts";

afterEach(() => vi.unstubAllGlobals());

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
    k: fc.integer({ min: 1, max: 20 }),
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
      const expected = byDistances(X, centers);
      expect(Array.from(nearestCenters(X, centers).labels)).toEqual(expected);
      vi.stubGlobal("WebAssembly", undefined);
      expect(Array.from(nearestLabels(X, centers))).toEqual(expected);
      vi.unstubAllGlobals();
    }),
    { numRuns: 200 },
  );
});

test("of rows in several blocks, too", () => {
  const rng = randomState(1);
  const [X, centers] = [new Matrix(12_001, 7, rng.standardNormal(84_007)), new Matrix(5, 7, rng.standardNormal(35))];
  expect(Array.from(nearestLabels(X, centers))).toEqual(byDistances(X, centers));
});
