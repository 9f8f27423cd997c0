import { Matrix, randomState } from "@mlsys/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { kNeighborsRegressor } from "./k-neighbors-regressor.ts";

const shape = fc.record({
  metric: fc.constantFrom("euclidean", "manhattan", "chebyshev", "cosine"),
  scale: fc.constantFrom(1, 1e-9, 1e9, 1e-150, 1e120, 3e38, 1e39, 1e-16, 1e-22, 1e-44),
  offset: fc.constantFrom(0, 1, 1e6),
  n: fc.integer({ min: 3, max: 80 }),
  p: fc.integer({ min: 1, max: 20 }),
  seed: fc.nat(1e6),
  isRounded: fc.boolean(),
} as const);

test("rows that are searched for together have the neighbors that each of them has alone, ties and all scales included", () => {
  fc.assert(
    fc.property(shape, ({ metric, scale, offset, n, p, seed, isRounded }) => {
      const rng = randomState(seed);
      const drawn = (count: number) =>
        rng.standardNormal(count).map((value, at) => {
          const own = isRounded ? Math.round(value) : value;
          // Some rows are of another scale, and some are 0.
          return scale * (offset + (at < 2 * p ? own / 1e3 : own)) * (Math.floor(at / p) % 11 === 3 ? 0 : 1);
        });
      const X = new Matrix(n, p, drawn(n * p));
      const queries = new Matrix(12, p, drawn(12 * p));
      queries.data.set(X.data.subarray(p, 2 * p));
      const model = kNeighborsRegressor({ metric, algorithm: "brute" }).fit(X, new Float64Array(n));
      const nearest = (rows: Matrix) => {
        try {
          return model.kneighbors(rows, Math.min(n, 4));
        } catch {
          return undefined;
        }
      };
      const together = nearest(queries);
      const alone = Array.from({ length: 12 }, (_, i) => nearest(queries.take([i])));
      if (together === undefined) {
        expect(alone).toContain(undefined);
        return;
      }
      expect(alone.map((each) => each?.distances.toArray()[0])).toEqual(together.distances.toArray());
      expect(alone.map((each) => each?.indices.toArray()[0])).toEqual(together.indices.toArray());
    }),
    { numRuns: 400 },
  );
});
