import { isMatrix } from "@mlsys/core";
import type { Matrix } from "@mlsys/core";
import type { AnyMatrix } from "../estimator.ts";

/**
 * Writes what becomes of some columns of X, which are those of a fit, straight to where they belong: rows from one to before another, columns
 * from `start` on. False where X holds what is to be refused.
 */
export type ColumnWriter = (
  X: Matrix,
  places: Int32Array,
  out: Matrix,
  start: number,
  from: number,
  to: number,
) => boolean;

/** A model that may have a writer: what it makes of columns depends on nothing but the number itself and its column. */
interface WritingModel {
  columnWriter(): ColumnWriter | undefined;
}

/** Columns that are not written yet. */
export interface UnwrittenColumns {
  readonly cols: number;
  /** Writes some rows of them. */
  write(out: Matrix, start: number, from: number, to: number): void;
  /** The columns on their own. */
  made(): AnyMatrix;
}

/** What becomes of columns: made at once, or written later where the model can; `made` makes them. */
export function columnsToWrite(
  model: object | undefined,
  X: unknown,
  places: readonly number[],
  made: () => AnyMatrix,
): UnwrittenColumns | AnyMatrix {
  if (!isMatrix(X)) return made();
  const writer = model === undefined ? copyColumns : (model as Partial<WritingModel>).columnWriter?.();
  if (writer === undefined) return made();
  const columns = Int32Array.from(places);
  return {
    cols: columns.length,
    write: (out, start, from, to) => {
      // What is wrong, the model tells.
      if (!writer(X, columns, out, start, from, to)) made();
    },
    made,
  };
}

const copyColumns: ColumnWriter = (X, places, out, start, from, to) => {
  const [data, made] = [X.data, out.data];
  for (let i = from; i < to; i++) {
    const [row, first] = [i * X.cols, i * out.cols + start];
    for (let j = 0; j < places.length; j++) made[first + j] = data[row + (places[j] as number)] as number;
  }
  return true;
};
