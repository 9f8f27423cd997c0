import { CsrMatrix, Matrix, randomState } from "@mlsys/core";
import { expect, test } from "vitest";
import { multiply } from "./products.ts";

test.each([1, 2, 3, 4, 5, 8, 11])(
  "sparse rows times %i weights a feature are added up in the order of the elements",
  (k) => {
    const random = randomState(k);
    const [rows, cols] = [40, 30];
    const dense = random.randomSample(rows * cols).map((share) => (share < 0.3 ? share - 0.1 : 0));
    const stored = [...dense.keys()].filter((at) => dense[at] !== 0);
    const X = new CsrMatrix(
      rows,
      cols,
      Float64Array.from(stored, (at) => dense[at] as number),
      Int32Array.from(stored, (at) => at % cols),
      Int32Array.from({ length: rows + 1 }, (_, i) => stored.filter((at) => at < i * cols).length),
    );
    const [W, offsets] = [random.standardNormal(cols * k), random.standardNormal(k)];
    const out = new Float64Array(rows * k);
    multiply(X, W, k, offsets, out);
    for (let at = 0; at < out.length; at++) {
      let sum = offsets[at % k] as number;
      for (let j = 0; j < cols; j++)
        sum += (dense[Math.floor(at / k) * cols + j] as number) * (W[j * k + (at % k)] as number);
      expect(out[at]).toBe(sum);
    }
  },
);

test.each([
  [1, 7],
  [1, 8],
  [2, 5],
  [3, 4],
  [4, 9],
  [11, 6],
])("many rows times %i weights a feature are what each row gives by itself, to the last digit", (k, cols) => {
  const random = randomState(k);
  const rows = 5003;
  const X = new Matrix(rows, cols, random.standardNormal(rows * cols));
  const [W, offsets] = [random.standardNormal(cols * k), random.standardNormal(k)];
  const [all, alone] = [new Float64Array(rows * k), new Float64Array(rows * k)];
  multiply(X, W, k, offsets, all);
  for (let i = 0; i < rows; i++) {
    multiply(new Matrix(1, cols, X.row(i)), W, k, offsets, alone.subarray(i * k, (i + 1) * k));
  }
  expect(all).toEqual(alone);
});
