import { CsrMatrix, isCsrMatrix, Matrix } from "@mlsys/core";
import type { UnwrittenColumns } from "./column-writer.ts";

type Part = Matrix | CsrMatrix;

/** A part, or one that is written once the place for it is there. */
export type AnyPart = Part | UnwrittenColumns;

/** The share of elements that are stored, over all parts of so many rows; a dense part stores all of its own. */
export function densityOf(parts: readonly AnyPart[], rows: number): number {
  let [stored, total] = [0, 0];
  for (const part of parts) {
    stored += "data" in part ? part.data.length : rows * part.cols;
    total += rows * part.cols;
  }
  return total === 0 ? 1 : stored / total;
}

/** The parts on their own. */
export const madeParts = (parts: readonly AnyPart[]): Part[] =>
  parts.map((part) => ("made" in part ? part.made() : part));

/** Rows of all parts that are written together: they stay in the cache. */
const TOGETHER = 1024;

/** The parts side by side. */
export function stackDense(parts: readonly AnyPart[], rows: number): Matrix {
  const stacked = new Matrix(
    rows,
    parts.reduce((sum, part) => sum + part.cols, 0),
  );
  const dense = parts.map((part) => ("indptr" in part ? part.toDense() : part));
  for (let from = 0; from < rows; from += TOGETHER) {
    const to = Math.min(rows, from + TOGETHER);
    let start = 0;
    for (const part of dense) {
      if ("made" in part) part.write(stacked, start, from, to);
      else copyPart(part, stacked, start, from, to);
      start += part.cols;
    }
  }
  return stacked;
}

/** Rows of so many columns are copied at once. */
const WIDE = 64;

/** Copies rows of a part to where its first column stands. */
function copyPart(part: Matrix, stacked: Matrix, start: number, first: number, last: number): void {
  const { cols, data } = part;
  for (let i = first, from = first * cols; i < last; i++) {
    const to = i * stacked.cols + start;
    if (cols >= WIDE) stacked.data.set(part.row(i), to);
    else for (let j = 0; j < cols; j++, from++) stacked.data[to + j] = data[from] as number;
  }
}

/** The parts side by side, without the zeros of the dense ones. */
export function stackSparse(parts: readonly Part[], rows: number): CsrMatrix {
  const capacity = parts.reduce((sum, part) => sum + part.data.length, 0);
  const [data, indices, indptr] = [new Float64Array(capacity), new Int32Array(capacity), new Int32Array(rows + 1)];
  let size = 0;
  for (let i = 0; i < rows; i++) {
    let start = 0;
    for (const part of parts) {
      const isSparse = isCsrMatrix(part);
      const from = isSparse ? (part.indptr[i] as number) : i * part.cols;
      const to = isSparse ? (part.indptr[i + 1] as number) : from + part.cols;
      for (let at = from; at < to; at++) {
        const value = part.data[at] as number;
        if (value === 0) continue;
        indices[size] = start + (isSparse ? (part.indices[at] as number) : at - from);
        data[size++] = value;
      }
      start += part.cols;
    }
    indptr[i + 1] = size;
  }
  const cols = parts.reduce((sum, part) => sum + part.cols, 0);
  return new CsrMatrix(rows, cols, data.slice(0, size), indices.slice(0, size), indptr);
}
