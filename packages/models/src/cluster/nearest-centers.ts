import type { Matrix } from "@mlsys/core";
import { sweepKernel } from "../internal/kernels/linear-kernel.ts";
import { squaredDistance } from "../internal/squared-distance.ts";
import { transposed } from "../internal/transposed.ts";

/** Rows that are told at once. */
const BLOCK = 4096;

/** The nearest center of each row, the first of equally near ones, and the weighted sum of the squared distances. */
export function nearestCenters(
  X: Matrix,
  centers: Matrix,
  weights?: Float64Array,
): { readonly labels: Int32Array; readonly inertia: number } {
  const { rows, cols, data } = X;
  const k = centers.rows;
  const labels = new Int32Array(rows);
  const turned = transposed(centers).data;
  const squares = squaredLengths(centers);
  const longest = Math.sqrt(squares.reduce((most, each) => Math.max(most, each), 0));
  // Several times what rounding can make of the difference of two squared distances, for lengths of 1.
  const slack = 16 * (cols + 4) * Number.EPSILON;
  const products = new Float64Array(Math.min(rows, BLOCK) * k);
  const nearest: Nearest = { label: 0, lead: 0 };
  let inertia = 0;
  for (let start = 0; start < rows; start += BLOCK) {
    const end = Math.min(rows, start + BLOCK);
    sweepKernel().times(data.subarray(start * cols, end * cols), cols, turned, k, products);
    for (let i = start; i < end; i++) {
      guessNearest(products, (i - start) * k, squares, nearest);
      let { label } = nearest;
      let distance = squaredDistance(data, i * cols, centers.data, label * cols, cols);
      const size = longest + Math.sqrt(distance);
      if (!(nearest.lead > slack * size * size)) {
        label = nearestOf(X, i, centers);
        distance = squaredDistance(data, i * cols, centers.data, label * cols, cols);
      }
      labels[i] = label;
      inertia += distance * (weights === undefined ? 1 : (weights[i] as number));
    }
  }
  return { labels, inertia };
}

interface Nearest {
  label: number;
  /** How much nearer, squared, it is than the next. */
  lead: number;
}

/** By |c|² − 2 x·c, which differs from the squared distance by what is the same for all centers; into `nearest`. */
function guessNearest(products: Float64Array, from: number, squares: Float64Array, nearest: Nearest): void {
  let first = Infinity;
  let second = Infinity;
  let label = 0;
  for (let c = 0; c < squares.length; c++) {
    const each = (squares[c] as number) - 2 * (products[from + c] as number);
    if (each < first) {
      second = first;
      first = each;
      label = c;
    } else if (each < second) second = each;
  }
  nearest.label = label;
  nearest.lead = second - first;
}

function nearestOf(X: Matrix, i: number, centers: Matrix): number {
  let [nearest, label] = [Infinity, 0];
  for (let c = 0; c < centers.rows; c++) {
    const squares = squaredDistance(X.data, i * X.cols, centers.data, c * X.cols, X.cols);
    if (squares < nearest) [nearest, label] = [squares, c];
  }
  return label;
}

function squaredLengths({ rows, cols, data }: Matrix): Float64Array {
  const zeros = new Float64Array(cols);
  return Float64Array.from({ length: rows }, (_, c) => squaredDistance(data, c * cols, zeros, 0, cols));
}
