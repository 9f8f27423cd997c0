import { isMissing } from "../../values/scalar.ts";
import type { Chunk } from "../chunk.ts";

/** The numbers of a column in a chunk that count and are present, and how many present values are no numbers. */
export interface ChunkNumbers {
  readonly numbers: Float64Array;
  readonly invalid: number;
  /** Rows that count. */
  readonly rows: number;
}

/** Gathers the present numbers of a column, truth values as 1 and 0. Without gaps it is the column's own memory. */
export function numbersOf(chunk: Chunk, column: string, kept: Uint8Array | undefined): ChunkNumbers {
  const lane = chunk.lane(column);
  if (lane.form === "numbers" && lane.kind === "number" && kept === undefined && hasNoNan(lane.numbers))
    return { numbers: lane.numbers, invalid: 0, rows: chunk.length };
  const numbers = new Float64Array(chunk.length);
  let size = 0;
  let invalid = 0;
  let rows = 0;
  for (let i = 0; i < chunk.length; i++) {
    if (kept !== undefined && kept[i] !== 1) continue;
    rows += 1;
    const value = lane.form === "numbers" && lane.kind === "number" ? (lane.numbers[i] ?? NaN) : chunk.raw(column, i);
    if (isMissing(value)) continue;
    if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint")
      numbers[size++] = Number(value);
    else invalid += 1;
  }
  return { numbers: numbers.subarray(0, size), invalid, rows };
}

function hasNoNan(numbers: Float64Array): boolean {
  let nans = 0;
  for (let i = 0; i < numbers.length; i++) nans += numbers[i] === numbers[i] ? 0 : 1;
  return nans === 0;
}
