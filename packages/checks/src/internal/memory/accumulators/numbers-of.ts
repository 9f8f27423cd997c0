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
  if (lane.form === "numbers" && lane.kind === "number" && kept === undefined) {
    const { present } = lane.range;
    const numbers = present === chunk.length ? lane.numbers : withoutNan(lane.numbers, present);
    return { numbers, invalid: 0, rows: chunk.length };
  }
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

/** Without a branch: each number is written, and written over where it was none. */
function withoutNan(numbers: Float64Array, present: number): Float64Array {
  const found = new Float64Array(present + 1);
  let size = 0;
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i] ?? NaN;
    found[size] = value;
    size += Number(value === value);
  }
  return found.subarray(0, present);
}
