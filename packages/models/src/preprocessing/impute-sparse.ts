import { CsrMatrix } from "@mlsys/core";
import { toCsc } from "../internal/csc.ts";
import { isMissingNumber } from "../internal/missing-numbers.ts";

/** What is left of a sparse column once missing numbers are left out: what is stored, and how many zeros are not. */
export interface SparseColumn {
  readonly stored: Float64Array;
  readonly zeros: number;
  readonly missing: number;
}

/** The columns of a sparse matrix, zeros being no missing numbers. */
export function* sparseColumns(X: CsrMatrix, missingValues: number): Generator<SparseColumn> {
  const { starts, values } = toCsc(X);
  for (let j = 0; j < X.cols; j++) {
    const all = values.subarray(starts[j], starts[j + 1]);
    const stored = all.filter((value) => !isMissingNumber(value, missingValues));
    yield { stored, zeros: X.rows - all.length, missing: all.length - stored.length };
  }
}

/** What a sparse matrix is filled with. */
export interface SparseFilling {
  readonly statistics: Float64Array;
  readonly missingValues: number;
  /** The columns that are left. */
  readonly kept: readonly number[];
  /** The columns that tell, after those, where numbers were missing. */
  readonly indicated: readonly number[];
}

/** Fills what is missing among the stored numbers; the matrix stays sparse. */
export function fillSparse(X: CsrMatrix, { statistics, missingValues, kept, indicated }: SparseFilling): CsrMatrix {
  const places = new Int32Array(X.cols).fill(-1);
  kept.forEach((j, place) => (places[j] = place));
  const tells = new Int32Array(X.cols).fill(-1);
  indicated.forEach((j, place) => (tells[j] = kept.length + place));
  const [data, indices, indptr]: [number[], number[], Int32Array] = [[], [], new Int32Array(X.rows + 1)];
  for (let i = 0; i < X.rows; i++) {
    const told: number[] = [];
    for (let at = X.indptr[i] as number; at < (X.indptr[i + 1] as number); at++) {
      const j = X.indices[at] as number;
      const isMissing = isMissingNumber(X.data[at] as number, missingValues);
      if ((places[j] as number) >= 0) {
        indices.push(places[j] as number);
        data.push((isMissing ? statistics[j] : X.data[at]) as number);
      }
      if (isMissing && (tells[j] as number) >= 0) told.push(tells[j] as number);
    }
    for (const place of told.sort((a, b) => a - b)) {
      indices.push(place);
      data.push(1);
    }
    indptr[i + 1] = data.length;
  }
  const cols = kept.length + indicated.length;
  return new CsrMatrix(X.rows, cols, Float64Array.from(data), Int32Array.from(indices), indptr);
}
