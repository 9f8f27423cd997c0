import { Matrix, randomState } from "@mlsys/core";
import { kMeans } from "@mlsys/models";
import { afterEach, expect, test, vi } from "vitest";
import { squaredDistance } from "../internal/squared-distance.ts";
import { distanceRows, labelRows } from "./center-loops.ts";

afterEach(() => vi.unstubAllGlobals());

/** Labels and distances, pair by pair. */
function pairByPair(X: Matrix, centers: Matrix): { readonly labels: Int32Array; readonly distances: Float64Array } {
  const { rows: k, cols: p } = centers;
  const labels = new Int32Array(X.rows);
  const distances = new Float64Array(X.rows * k);
  for (let i = 0; i < X.rows; i++) {
    let least = Infinity;
    for (let c = 0; c < k; c++) {
      const squares = squaredDistance(X.data, i * p, centers.data, c * p, p);
      distances[i * k + c] = Math.sqrt(squares);
      if (squares < least) [least, labels[i]] = [squares, c];
    }
  }
  return { labels, distances };
}

function byLoops(X: Matrix, centers: Matrix): { readonly labels: Int32Array; readonly distances: Float64Array } {
  const labels = new Int32Array(X.rows);
  const distances = new Float64Array(X.rows * centers.rows);
  labelRows(X, centers, labels);
  distanceRows(X, centers, distances);
  return { labels, distances };
}

/** Numbers of a scale; whole ones make ties. */
function numbers(seed: number, length: number, scale: number, offset: number, isWhole: boolean): Float64Array {
  const drawn = randomState(seed).standardNormal(length);
  return drawn.map((value) => ((isWhole ? Math.round(value) : value) + offset) * scale);
}

test.each([
  [1001, 3, 7, 1, 0, true],
  [1001, 4, 9, 1, 1e6, false],
  [1001, 5, 4, 1, 1e9, true],
  [1001, 1, 33, 1e-3, 0, false],
  [1001, 6, 8, 1e-13, 0, false],
  [1001, 6, 8, 1e-150, 1, false],
  [1001, 7, 12, 1e17, 0, false],
  [1001, 7, 12, 1e19, 0, true],
  [1001, 7, 12, 1e30, 0, false],
  [1001, 2, 10, 1e150, 0, false],
  [5003, 11, 1, 1, 0, false],
  // Shared by threads.
  [30_001, 20, 120, 1, 0, false],
])(
  "of %i rows with %i columns and %i centers, labels and distances are to the last digit",
  (n, p, k, scale, offset, isWhole) => {
    const X = new Matrix(n, p, numbers(1, n * p, scale, offset, isWhole));
    const centers = new Matrix(k, p, numbers(2, k * p, scale, offset, isWhole));
    const expected = pairByPair(X, centers);
    expect(byLoops(X, centers)).toEqual(expected);
    vi.stubGlobal("WebAssembly", undefined);
    expect(byLoops(X, centers)).toEqual(expected);
  },
);

test("the second of two equal centers gets no row, and one that is nearer by the last digit gets it", () => {
  const X = new Matrix(2000, 3, new Float64Array(6000).fill(1));
  const next = 1 + Number.EPSILON;
  const labelOf = (...rows: number[][]) =>
    byLoops(X, new Matrix(rows.length, 3, Float64Array.from(rows.flat()))).labels[1999];
  expect(labelOf([5, 5, 5], [2, 2, 2], [2, 2, 2])).toBe(1);
  expect(labelOf([1, 1, 2 * next], [1, 1, 2], [1, 1, 2])).toBe(1);
  expect(labelOf([1, 1, 2], [1, 1, 2 * next])).toBe(0);
});

test.each([NaN, Infinity, -1e152])("a row with %d among many is refused", (value) => {
  const X = new Matrix(2000, 3, numbers(1, 6000, 1, 0, false));
  const model = kMeans({ nClusters: 5 }).fit(X);
  const bad = X.data.slice();
  bad[5000] = value;
  expect(() => model.predict(new Matrix(2000, 3, bad))).toThrow(/row 1666, column 2/);
});
