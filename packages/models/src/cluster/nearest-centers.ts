import { isCsrMatrix } from "@mlsys/core";
import type { CsrMatrix, Matrix } from "@mlsys/core";
import { labelRows } from "./center-loops.ts";
import { distancesFromOwn, labelNearest } from "./sparse-distances.ts";

/** The nearest center of each row, the first of equally near ones; `check` is called unless it is known that the numbers of X can be squared. */
export function nearestLabels(X: Matrix | CsrMatrix, centers: Matrix, check?: () => void): Int32Array {
  const labels = new Int32Array(X.rows);
  const isChecked = !isCsrMatrix(X) && labelRows(X, centers, labels);
  if (!isChecked) check?.();
  if (isCsrMatrix(X)) labelNearest(X, centers, labels);
  return labels;
}

/** The same, and the weighted sum of the squared distances. */
export function nearestCenters(
  X: Matrix | CsrMatrix,
  centers: Matrix,
  weights?: Float64Array,
): { readonly labels: Int32Array; readonly inertia: number } {
  const labels = nearestLabels(X, centers);
  const distances = distancesFromCenters(X, centers, labels);
  let inertia = 0;
  for (let i = 0; i < X.rows; i++) {
    inertia += (distances[i] as number) * (weights === undefined ? 1 : (weights[i] as number));
  }
  return { labels, inertia };
}

/** The squared distance of each row from the center that it has the label of. */
export function distancesFromCenters(X: Matrix | CsrMatrix, centers: Matrix, labels: Int32Array): Float64Array {
  if (isCsrMatrix(X)) return distancesFromOwn(X, centers, labels);
  const { data, cols } = X;
  const last = labels.length - 1;
  const distances = new Float64Array(labels.length);
  // Two rows at a time, so that one sum need not wait for the other; the last may be taken twice.
  for (let i = 0; i <= last; i += 2) {
    const next = Math.min(i + 1, last);
    const x = i * cols;
    const y = next * cols;
    const c = (labels[i] as number) * cols;
    const d = (labels[next] as number) * cols;
    let one = 0;
    let other = 0;
    for (let j = 0; j < cols; j++) {
      const first = (data[x + j] as number) - (centers.data[c + j] as number);
      const second = (data[y + j] as number) - (centers.data[d + j] as number);
      one += first * first;
      other += second * second;
    }
    distances[next] = other;
    distances[i] = one;
  }
  return distances;
}
