import type { Matrix } from "@mlsys/core";
import { squaredDistance } from "../internal/squared-distance.ts";

interface Assignment {
  readonly X: Matrix;
  readonly labels: Int32Array;
  readonly weights: Float64Array;
  /** The centers that the labels are of. */
  readonly centers: Matrix;
  /** The weighted sums of the rows of each cluster; changed. */
  readonly sums: Matrix;
  /** The weight of each cluster; changed. */
  readonly masses: Float64Array;
}

/** Gives each cluster that lost all its rows the row that is farthest from its center, taken from where it was. */
export function relocateEmpty({ X, labels, weights, centers, sums, masses }: Assignment): void {
  const empty = [...masses.keys()].filter((c) => masses[c] === 0);
  if (empty.length === 0) return;
  const { cols } = X;
  const distances = Float64Array.from(labels, (label, i) =>
    squaredDistance(X.data, i * cols, centers.data, label * cols, cols),
  );
  // Of equally far ones the last: NumPy's choice, but where vector instructions of the processor make another.
  const far = [...distances.keys()].sort((a, b) => (distances[b] as number) - (distances[a] as number) || b - a);
  if (distances[far[0] ?? 0] === 0) return;
  empty.forEach((cluster, n) => {
    const row = far[n] ?? 0;
    const weight = weights[row] as number;
    const old = labels[row] as number;
    for (let j = 0; j < cols; j++) {
      const value = (X.data[row * cols + j] as number) * weight;
      sums.data[old * cols + j] = (sums.data[old * cols + j] as number) - value;
      sums.data[cluster * cols + j] = value;
    }
    masses[cluster] = weight;
    masses[old] = (masses[old] as number) - weight;
  });
}
