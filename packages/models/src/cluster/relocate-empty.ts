import type { Matrix } from "@mlsys/core";

interface Assignment {
  readonly labels: Int32Array;
  readonly weights: Float64Array;
  /** The squared distance of each row from the center that it has the label of. */
  readonly distances: () => Float64Array;
  readonly row: (i: number) => Float64Array;
  /** The weighted sums of the rows of each cluster; changed. */
  readonly sums: Matrix;
  /** The weight of each cluster; changed. */
  readonly masses: Float64Array;
}

/** Gives each cluster that lost all its rows the row that is farthest from its center, taken from where it was. */
export function relocateEmpty({ labels, weights, distances, row, sums, masses }: Assignment): void {
  const empty = [...masses.keys()].filter((c) => masses[c] === 0);
  if (empty.length === 0) return;
  const { cols } = sums;
  const found = distances();
  // Of equally far ones the last: NumPy's choice, but where vector instructions of the processor make another.
  const far = [...found.keys()].sort((a, b) => (found[b] as number) - (found[a] as number) || b - a);
  if (found[far[0] ?? 0] === 0) return;
  empty.forEach((cluster, n) => {
    const at = far[n] ?? 0;
    const weight = weights[at] as number;
    const old = labels[at] as number;
    row(at).forEach((each, j) => {
      const value = each * weight;
      sums.data[old * cols + j] = (sums.data[old * cols + j] as number) - value;
      sums.data[cluster * cols + j] = value;
    });
    masses[cluster] = weight;
    masses[old] = (masses[old] as number) - weight;
  });
}
