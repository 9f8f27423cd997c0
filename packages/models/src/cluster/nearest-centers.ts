import type { Matrix } from "@mlsys/core";
import { sweepKernel } from "../internal/kernels/linear-kernel.ts";
import { squaredDistance } from "../internal/squared-distance.ts";

/** The nearest center of each row, the first of equally near ones. */
export function nearestLabels({ rows, cols, data }: Matrix, centers: Matrix): Int32Array {
  const labels = new Int32Array(rows);
  sweepKernel().nearest(data, cols, centers.data, centers.rows, labels);
  return labels;
}

/** The same, and the weighted sum of the squared distances. */
export function nearestCenters(
  X: Matrix,
  centers: Matrix,
  weights?: Float64Array,
): { readonly labels: Int32Array; readonly inertia: number } {
  const { rows, cols, data } = X;
  const labels = nearestLabels(X, centers);
  let inertia = 0;
  for (let i = 0; i < rows; i++) {
    const distance = squaredDistance(data, i * cols, centers.data, (labels[i] as number) * cols, cols);
    inertia += distance * (weights === undefined ? 1 : (weights[i] as number));
  }
  return { labels, inertia };
}
