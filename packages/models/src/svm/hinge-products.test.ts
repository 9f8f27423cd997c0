import { Matrix, randomState } from "@mlsys/core";
import { afterEach, expect, test, vi } from "vitest";
import { rowProducts } from "./hinge-products.ts";

afterEach(() => vi.unstubAllGlobals());

test.each([
  [1, 1],
  [7, 3],
  [64, 8],
  [65, 21],
  [200, 9],
  [130, 40],
])("products of %i held rows with %i columns have the digits of those worked out anew", (rows, cols) => {
  const rng = randomState(rows);
  const both = (): Float64Array[] => {
    const products = rowProducts(Z);
    const found = [products.times(w, -1), products.timesTransposed(factors), products.times(w, 0)];
    products.release();
    return found;
  };
  // A larger problem leaves numbers in the memory.
  rowProducts(new Matrix(300, 50, rng.standardNormal(15_000))).release();
  const Z = new Matrix(rows, cols, rng.standardNormal(rows * cols));
  const [w, factors] = [rng.standardNormal(cols), rng.standardNormal(rows)];
  const held = both();
  vi.stubGlobal("WebAssembly", undefined);
  expect(held).toEqual(both());
});
