import type { CsrMatrix, Matrix } from "@mlsys/core";
import { multiply, multiplyFour } from "../internal/products.ts";

/** Rows whose products with the centers are worked out before they are compared. */
const BLOCK = 512;

/**
 * Labels each row by the nearest center, the first of equally near ones; the number of labels that changed. Distances are compared by
 * the digits that scikit-learn has: rows that share nothing with any center are equally far from all but for rounding.
 */
export function labelNearest(X: CsrMatrix, centers: Matrix, labels: Int32Array): number {
  const width = (centers.rows + 3) & ~3;
  const turned = turnedCenters(centers, width);
  const norms = squaredNorms(centers);
  const products = new Float64Array(Math.min(BLOCK, X.rows) * width);
  let changed = 0;
  for (let start = 0; start < X.rows; start += BLOCK) {
    const end = Math.min(start + BLOCK, X.rows);
    products.fill(0);
    for (let c = 0; c < width; c += 4) multiplyFour(X, start, end, turned, width, c, products);
    changed += labelRange(products, width, norms, labels, start, end);
  }
  return changed;
}

function labelRange(
  products: Float64Array,
  width: number,
  norms: Float64Array,
  labels: Int32Array,
  start: number,
  end: number,
): number {
  let changed = 0;
  for (let i = start; i < end; i++) {
    const from = (i - start) * width;
    let best = 0;
    let least = Infinity;
    for (let c = 0; c < norms.length; c++) {
      const distance = (norms[c] as number) - 2 * (products[from + c] as number);
      if (distance < least) {
        least = distance;
        best = c;
      }
    }
    if (labels[i] !== best) changed += 1;
    labels[i] = best;
  }
  return changed;
}

/** Features × width. */
function turnedCenters({ rows, cols, data }: Matrix, width: number): Float64Array {
  const turned = new Float64Array(cols * width);
  for (let c = 0; c < rows; c++) {
    for (let j = 0, from = c * cols; j < cols; j++, from++) turned[j * width + c] = data[from] as number;
  }
  return turned;
}

/** The squared distance of each row from the center that it has the label of. */
export function distancesFromOwn(X: CsrMatrix, centers: Matrix, labels: Int32Array): Float64Array {
  const { indptr, indices, data, cols } = X;
  const norms = squaredNorms(centers);
  const distances = new Float64Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const center = labels[i] as number;
    const from = center * cols;
    const end = indptr[i + 1] as number;
    let sum = 0;
    for (let at = indptr[i] as number; at < end; at++) {
      const other = centers.data[from + (indices[at] as number)] as number;
      const difference = (data[at] as number) - other;
      sum += difference * difference - other * other;
    }
    distances[i] = Math.max(0, sum + (norms[center] as number));
  }
  return distances;
}

/** The distance of each row from each center, rows × centers; four centers at a time. */
export function distancesFromAll(X: CsrMatrix, centers: Matrix): Float64Array {
  const k = centers.rows;
  const width = (k + 3) & ~3;
  const turned = turnedCenters(centers, width);
  const norms = new Float64Array(width);
  norms.set(squaredNorms(centers));
  const distances = new Float64Array(X.rows * k);
  for (let first = 0; first < k; first += 4) distancesFromFour(X, { turned, norms, width, first, k }, distances);
  return distances;
}

/** Four centers of many, from the first one on. */
interface FourCenters {
  /** Features × width. */
  readonly turned: Float64Array;
  readonly norms: Float64Array;
  readonly width: number;
  readonly first: number;
  /** Centers in all. */
  readonly k: number;
}

function distancesFromFour(
  { rows, indptr, indices, data }: CsrMatrix,
  { turned, norms, width, first, k }: FourCenters,
  distances: Float64Array,
): void {
  const count = Math.min(4, k - first);
  const [n0, n1, n2, n3] = norms.subarray(first, first + 4) as unknown as [number, number, number, number];
  for (let i = 0; i < rows; i++) {
    const end = indptr[i + 1] as number;
    let d0 = 0;
    let d1 = 0;
    let d2 = 0;
    let d3 = 0;
    for (let at = indptr[i] as number; at < end; at++) {
      const value = data[at] as number;
      const from = (indices[at] as number) * width + first;
      const c0 = turned[from] as number;
      const c1 = turned[from + 1] as number;
      const c2 = turned[from + 2] as number;
      const c3 = turned[from + 3] as number;
      d0 += (value - c0) * (value - c0) - c0 * c0;
      d1 += (value - c1) * (value - c1) - c1 * c1;
      d2 += (value - c2) * (value - c2) - c2 * c2;
      d3 += (value - c3) * (value - c3) - c3 * c3;
    }
    const target = i * k + first;
    distances[target] = Math.sqrt(Math.max(0, d0 + n0));
    if (count > 1) distances[target + 1] = Math.sqrt(Math.max(0, d1 + n1));
    if (count > 2) distances[target + 2] = Math.sqrt(Math.max(0, d2 + n2));
    if (count > 3) distances[target + 3] = Math.sqrt(Math.max(0, d3 + n3));
  }
}

/** The squared length of each row, added up in NumPy's order: even and odd columns, of eight columns the last first. */
function squaredNorms({ rows, cols, data }: Matrix): Float64Array {
  const norms = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const end = (i + 1) * cols;
    let at = i * cols;
    let even = 0;
    let odd = 0;
    for (; at + 8 <= end; at += 8) {
      for (let pair = at + 6; pair >= at; pair -= 2) {
        even += (data[pair] as number) * (data[pair] as number);
        odd += (data[pair + 1] as number) * (data[pair + 1] as number);
      }
    }
    for (; at < end; at += 2) {
      even += (data[at] as number) * (data[at] as number);
      if (at + 1 < end) odd += (data[at + 1] as number) * (data[at + 1] as number);
    }
    norms[i] = even + odd;
  }
  return norms;
}

/** The squared distances of rows from one of them; `norms` are those of the rows. */
export function distancesFromRow(X: CsrMatrix, norms: Float64Array, row: number, into: Float64Array): void {
  const { indptr, indices, data, cols } = X;
  const center = new Float64Array(cols);
  for (let at = indptr[row] as number; at < (indptr[row + 1] as number); at++) {
    center[indices[at] as number] = data[at] as number;
  }
  multiply(X, center, 1, undefined, into);
  for (let i = 0; i < into.length; i++) {
    into[i] = Math.max(0, -2 * (into[i] as number) + (norms[row] as number) + (norms[i] as number));
  }
}

/** The squared length of each sparse row. */
export function squaredLengths({ rows, indptr, data }: CsrMatrix): Float64Array {
  const lengths = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let at = indptr[i] as number; at < (indptr[i + 1] as number); at++) {
      sum += (data[at] as number) * (data[at] as number);
    }
    lengths[i] = sum;
  }
  return lengths;
}
