import { CsrMatrix } from "@mlsys/core";
import { toCsc } from "../internal/csc.ts";
import { isMissingNumber, withoutMissing } from "../internal/missing-numbers.ts";

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
    const stored = withoutMissing(all, missingValues);
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
export function fillSparse(X: CsrMatrix, filling: SparseFilling): CsrMatrix {
  const { kept, indicated } = filling;
  if (kept.length === X.cols && indicated.length === 0) {
    const { rows, cols, indices, indptr } = X;
    return new CsrMatrix(rows, cols, filled(X, filling), indices.slice(), indptr.slice());
  }
  return filledAndTold(X, filling);
}

/** The stored numbers, or what fills them. */
function filled({ data, indices }: CsrMatrix, { statistics, missingValues }: SparseFilling): Float64Array {
  const result = new Float64Array(data.length);
  for (let at = 0; at < data.length; at++) {
    const value = data[at] as number;
    result[at] = isMissingNumber(value, missingValues) ? (statistics[indices[at] as number] as number) : value;
  }
  return result;
}

/** The columns that are left, filled, and after those of each row what tells where numbers were missing. */
function filledAndTold(X: CsrMatrix, filling: SparseFilling): CsrMatrix {
  const { missingValues, kept, indicated } = filling;
  const places = placesOf(kept, 0, X.cols);
  const tells = placesOf(indicated, kept.length, X.cols);
  const numbers = filled(X, filling);
  // Written where there is room for all, then cut to size.
  const [data, indices] = [new Float64Array(2 * numbers.length), new Int32Array(2 * numbers.length)];
  const indptr = new Int32Array(X.rows + 1);
  let size = 0;
  for (let i = 0; i < X.rows; i++) {
    const [start, end] = [X.indptr[i] as number, X.indptr[i + 1] as number];
    for (let at = start; at < end; at++) {
      const place = places[X.indices[at] as number] as number;
      if (place < 0) continue;
      indices[size] = place;
      data[size++] = numbers[at] as number;
    }
    for (let at = start; at < end; at++) {
      const place = tells[X.indices[at] as number] as number;
      if (place < 0 || !isMissingNumber(X.data[at] as number, missingValues)) continue;
      indices[size] = place;
      data[size++] = 1;
    }
    indptr[i + 1] = size;
  }
  const cols = kept.length + indicated.length;
  return new CsrMatrix(X.rows, cols, data.slice(0, size), indices.slice(0, size), indptr);
}

/** Where each column goes, from a place on; −1 for those that go nowhere. */
function placesOf(columns: readonly number[], first: number, cols: number): Int32Array {
  const places = new Int32Array(cols).fill(-1);
  columns.forEach((j, place) => (places[j] = first + place));
  return places;
}
