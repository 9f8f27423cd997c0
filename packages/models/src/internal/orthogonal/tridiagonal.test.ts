import { Matrix, randomState } from "@mlsys/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { symmetricEigenvalues } from "./tridiagonal.ts";

/** Inner products of columns whose sizes run through so many orders. */
function products(rows: number, cols: number, orders: number, seed: number): Matrix {
  const X = randomState(seed)
    .standardNormal(rows * cols)
    .map((value, at) => value * 10 ** (((at % cols) / cols - 0.5) * orders));
  const A = new Matrix(cols, cols);
  for (let i = 0; i < cols; i++) {
    for (let j = 0; j < cols; j++) {
      let sum = 0;
      for (let k = 0; k < rows; k++) sum += (X[k * cols + i] as number) * (X[k * cols + j] as number);
      A.data[i * cols + j] = sum;
    }
  }
  return A;
}

test("eigenvalues of any scale are found; their sum is the trace, that of their squares the sum of all squares", () => {
  const sizes = fc.record({
    rows: fc.integer({ min: 1, max: 30 }),
    cols: fc.integer({ min: 1, max: 30 }),
    orders: fc.constantFrom(0, 5, 50, 150, 290),
    seed: fc.nat(),
  });
  fc.assert(
    fc.property(sizes, ({ rows, cols, orders, seed }) => {
      const A = products(rows, cols, orders, seed);
      const values = symmetricEigenvalues(A);
      const largest = Math.max(...A.data.map(Math.abs));
      const sums = [0, 0, 0, 0] as [number, number, number, number];
      for (const value of values) {
        sums[0] += value / largest;
        sums[1] += (value / largest) ** 2;
      }
      for (let i = 0; i < cols; i++) sums[2] += A.get(i, i) / largest;
      for (const value of A.data) sums[3] += (value / largest) ** 2;
      expect(Math.abs(sums[0] - sums[2])).toBeLessThanOrEqual(1e-12);
      expect(Math.abs(sums[1] - sums[3])).toBeLessThanOrEqual(5e-12);
    }),
    { numRuns: 300 },
  );
});
