/** The rows that are searched for the nearest. */
export interface SearchedRows {
  /** rows × p. */
  readonly X: Float64Array;
  /** The same, moved by some center, column by column in single precision; columns are {@link singleStride} long. */
  readonly singles: Float32Array;
  readonly rows: number;
  readonly p: number;
}

/** What is looked for: numbers of a row, and the same in single precision, moved. */
export interface Query {
  readonly values: Float64Array;
  readonly singles: Float32Array;
  /** How far a distance in single precision may be from the distance. */
  readonly slack: number;
}

/** Rows in clusters, with bounds of their distances from their own center (`upper`) and from any other (`lower`). */
export interface ClusteredRows {
  /** rows × p. */
  readonly X: Float64Array;
  readonly p: number;
  readonly labels: Int32Array;
  readonly upper: Float64Array;
  readonly lower: Float64Array;
}

/** The bins of rows, and what is added up by bin. */
export interface Bins {
  /** The bins of all rows, feature by feature. */
  readonly columns: Uint8Array;
  readonly rows: number;
  readonly sums: Float64Array;
  readonly counts: Int32Array;
}

/**
 * Inner loops over rows, on arrays that it hands out itself. Each implementation gives the same digits. All arrays that are passed
 * to it are its own, or parts of them.
 */
export interface RowKernel {
  doubles(length: number): Float64Array;
  singles(length: number): Float32Array;
  whole(length: number): Int32Array;
  bytes(length: number): Uint8Array;
  /** Writes the first and second derivative of each sample, pair by pair; without hessians, 1. */
  gatherPairs(
    samples: Int32Array,
    gradients: Float32Array,
    hessians: Float32Array | undefined,
    pairs: Float64Array,
  ): void;
  /**
   * Adds the pairs of samples to the sums of their bins, and counts them, for each feature that is listed. Columns lie one after the
   * other; each feature has 256 counts, and as many pairs of sums.
   */
  addToBins(samples: Int32Array, pairs: Float64Array, features: Int32Array, bins: Bins): void;
  /** Pushes the rows nearest to a query, by squared distance, onto a heap with the farthest on top. */
  nearest(searched: SearchedRows, query: Query, distances: Float64Array, indices: Int32Array): void;
  /** Labels each row by the nearest of the centers, unless its bounds tell that it keeps its own; how many changed. */
  assign(rows: ClusteredRows, centers: Float64Array, k: number, half: Float64Array | undefined): number;
  /** Adds each row, times its weight, to the sums of its label, and the weight to its mass. */
  addByLabel(rows: ClusteredRows, weights: Float64Array, sums: Float64Array, masses: Float64Array): void;
  /** Widens the bounds of all rows by how far the centers moved. */
  widen(rows: ClusteredRows, moved: Float64Array, farthest: number): void;
}

/** Length of a column in single precision. */
export const singleStride = (rows: number): number => (rows + 7) & ~7;
