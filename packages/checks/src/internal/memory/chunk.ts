import type { Lane } from "./lane.ts";

/** Rows of a table that are judged together: few enough for the processor's cache, many enough for tight loops. */
export const CHUNK_ROWS = 65_536;

/** Some rows of the data. */
export interface Chunk {
  /** Position of the first row in all of the data. */
  readonly start: number;
  readonly length: number;
  /** The values of a column in the form that loops run over, made once. */
  readonly lane: (name: string) => Lane;
  /** Number of rows without a value in the column, those that hold NaN apart. */
  readonly nullCount: (name: string) => number;
  /** Whether a value of the column can be NaN. */
  readonly mayHoldNan: (name: string) => boolean;
  /** The value in row i as it is: null where there is none, NaN where it is NaN. */
  readonly raw: (name: string, i: number) => unknown;
  /** The value in row i, null where it is missing or NaN. */
  readonly value: (name: string, i: number) => unknown;
}

/** Rows that are in memory together. */
export interface Batch {
  readonly columnNames: readonly string[];
  readonly numRows: number;
  /** The chunk of at most {@link CHUNK_ROWS} rows from row `at` on; `start` is the position of its first row in all of the data. */
  readonly chunk: (at: number, start: number) => Chunk;
}

/** All rows of the data, and their number where it is known beforehand. */
export interface Batches {
  readonly batches: AsyncIterable<Batch> | Iterable<Batch>;
  readonly numRows: number | undefined;
}
