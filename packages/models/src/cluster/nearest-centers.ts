import type { Matrix } from "@mlsys/core";

/** The nearest center of each row, the first of equally near ones, and the weighted sum of the squared distances. */
export function nearestCenters(
  X: Matrix,
  centers: Matrix,
  weights?: Float64Array,
): { readonly labels: Int32Array; readonly inertia: number } {
  const { rows, cols, data } = X;
  const labels = new Int32Array(rows);
  let inertia = 0;
  for (let i = 0; i < rows; i++) {
    let [nearest, label] = [Infinity, 0];
    for (let c = 0; c < centers.rows; c++) {
      const squares = squaredDistance(data, i * cols, centers.data, c * cols, cols);
      if (squares < nearest) [nearest, label] = [squares, c];
    }
    labels[i] = label;
    inertia += nearest * (weights === undefined ? 1 : (weights[i] as number));
  }
  return { labels, inertia };
}

export function squaredDistance(a: Float64Array, aFrom: number, b: Float64Array, bFrom: number, width: number): number {
  let sum = 0;
  for (let j = 0; j < width; j++) {
    const difference = (a[aFrom + j] as number) - (b[bFrom + j] as number);
    sum += difference * difference;
  }
  return sum;
}
