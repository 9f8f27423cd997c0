import type { Matrix } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";

/** The features in single precision, column by column, as trees see them. */
export interface FeatureColumns {
  readonly rows: number;
  readonly cols: number;
  /** Feature j of row i is at j · rows + i. */
  readonly data: Float32Array;
  /** 1 for a feature with missing numbers; undefined when there are none at all. */
  readonly hasMissing: Uint8Array | undefined;
}

/** Values no further apart than this are one value to a split. */
const THRESHOLD = Math.fround(1e-7);

/** Whether a value is, for a split, no larger than the one before. */
export function isTied(value: number, before: number): boolean {
  return value <= Math.fround(before + THRESHOLD);
}

export function featureColumns(
  owner: string,
  X: Matrix,
  buffer: ArrayBufferLike = new ArrayBuffer(4 * X.data.length),
): FeatureColumns {
  const { rows, cols } = X;
  const data = new Float32Array(buffer);
  const hasMissing = new Uint8Array(cols);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const value = X.data[i * cols + j] as number;
      data[j * rows + i] = value;
      if (Number.isNaN(value)) hasMissing[j] = 1;
      else if (!Number.isFinite(data[j * rows + i])) throw tooLarge(owner, i, j, value);
    }
  }
  return { rows, cols, data, hasMissing: hasMissing.includes(1) ? hasMissing : undefined };
}

function tooLarge(owner: string, row: number, column: number, value: number): ModelsError {
  return new ModelsError({
    code: "nonFinite",
    what: "X holds a number that single precision, which trees use, cannot hold",
    where: `${owner}, X, row ${row}, column ${column}`,
    found: String(value),
    fix: "scale the column",
  });
}
