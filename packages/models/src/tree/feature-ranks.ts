import { argsortFloat32, sortingRoom } from "../internal/argsort.ts";
import { sharedBuffer } from "../internal/threads/shared-buffer.ts";
import type { FeatureColumns } from "./feature-columns.ts";

/** Each feature's distinct values in ascending order, and the place among them of each row's. */
export interface FeatureRanks {
  /** The rank of feature j of row i is at j · rows + i. */
  readonly ranks: Int32Array;
  readonly distinct: readonly Float32Array[];
}

/** Ranks features; into memory that threads share, or that of the columns, where these are not needed any more. */
export function rankFeatures(
  { rows, cols, data }: FeatureColumns,
  ranks: Int32Array = new Int32Array(sharedBuffer(4 * rows * cols)),
): FeatureRanks {
  const distinct: Float32Array[] = [];
  const room = sortingRoom(rows);
  const values = new Float32Array(rows);
  for (let j = 0; j < cols; j++) {
    const column = data.subarray(j * rows, (j + 1) * rows);
    const order = argsortFloat32(column, room);
    let rank = -1;
    for (let at = 0; at < rows; at++) {
      const row = order[at] as number;
      const value = column[row] as number;
      if (rank < 0 || value !== values[rank]) values[++rank] = value;
      ranks[j * rows + row] = rank;
    }
    const own = new Float32Array(sharedBuffer(4 * (rank + 1)));
    own.set(values.subarray(0, rank + 1));
    distinct.push(own);
  }
  return { ranks, distinct };
}
