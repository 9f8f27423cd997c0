import { Matrix, randomState } from "@mlsys/core";
import { expect, test } from "vitest";
import { SquaredRows } from "./huber-squared-rows.ts";

const [n, p] = [60, 4];

test("inner products follow rows that come and go, also one that outweighs all others", () => {
  const rng = randomState(1);
  const X = new Matrix(n, p, rng.standardNormal(n * p));
  const weights = rng.uniform(0.1, 1, n);
  for (let j = 0; j < p; j++) X.row(3)[j] = 1e9 * (j + 1);
  const problem = { X, y: weights, weights, penalties: new Float64Array(p), epsilon: 1.35, leastScale: 0 };
  const squared = new SquaredRows(problem);
  const isIn = new Uint8Array(n).fill(1);
  for (const changed of [[], [5, 6], [3], [5, 40], Array.from({ length: 30 }, (_, i) => i), [3], []]) {
    for (const i of changed) isIn[i] = 1 - (isIn[i] as number);
    const products = squared.productsOf(isIn.slice());
    for (let j = 0; j < p; j++) {
      for (let k = 0; k < p; k++) {
        let [sum, size] = [0, 0];
        for (let i = 0; i < n; i++) {
          const product = (isIn[i] as number) * (weights[i] as number) * X.get(i, j) * X.get(i, k);
          sum += product;
          size += Math.abs(product);
        }
        expect(Math.abs(products.get(j, k) - sum)).toBeLessThan(1e-12 * size);
      }
    }
  }
});
