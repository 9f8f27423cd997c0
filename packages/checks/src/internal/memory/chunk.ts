import { MixedColumn, NumericColumn, TextColumn } from "@mlsys/core";
import type { Column, TableColumns } from "@mlsys/core";
import { isMissing } from "../values/scalar.ts";
import { laneOf } from "./lane.ts";
import type { Lane } from "./lane.ts";

type CodesLane = Lane & { readonly form: "codes" };

/** Rows of a table that are judged together: few enough for the processor's cache, many enough for tight loops. */
export const CHUNK_ROWS = 65_536;

/** The present numbers of a column in a chunk: how many there are, and between which they lie. */
export interface NumberRange {
  readonly present: number;
  readonly min: number;
  readonly max: number;
}

/** Some rows of the data. A column is brought into its loop form once, for all checks, and what all may ask of it is found once. */
export class Chunk {
  /** Position of the first row in all of the data. */
  readonly start: number;
  readonly length: number;
  private readonly table: TableColumns;
  private readonly at: number;
  private readonly stays: boolean;
  private readonly columns = new Map<string, Column | undefined>();
  private readonly lanes = new Map<string, Lane>();
  private readonly ranges = new Map<string, NumberRange>();
  private readonly counts = new Map<string, Uint32Array>();

  /**
   * @param table - the rows, and those around them.
   * @param at - position of the first row in the table.
   * @param start - position of the first row in all of the data.
   * @param stays - whether the table is all of the data and stays in memory.
   */
  constructor(table: TableColumns, at: number, start: number, stays = false) {
    this.table = table;
    this.at = at;
    this.start = start;
    this.length = Math.min(CHUNK_ROWS, table.numRows - at);
    this.stays = stays;
  }

  lane(name: string): Lane {
    let lane = this.lanes.get(name);
    if (lane === undefined) this.lanes.set(name, (lane = laneOf(this.column(name), this.length)));
    return lane;
  }

  /** Number of rows without a value in the column, those that hold NaN apart. */
  nullCount(name: string): number {
    return this.column(name)?.nullCount ?? this.length;
  }

  /** Whether a value of the column can be NaN. */
  mayHoldNan(name: string): boolean {
    const column = this.column(name);
    if (column instanceof NumericColumn)
      return column.values instanceof Float64Array || column.values instanceof Float32Array;
    return column instanceof MixedColumn;
  }

  /** The range of a column of numbers or instants. */
  range(name: string, numbers: Float64Array): NumberRange {
    let range = this.ranges.get(name);
    if (range === undefined) this.ranges.set(name, (range = rangeOf(numbers)));
    return range;
  }

  /** How often each category occurs, after how many rows have none. */
  categoryCounts(name: string, lane: CodesLane): Uint32Array {
    let counts = this.counts.get(name);
    if (counts === undefined) this.counts.set(name, (counts = categoryCounts(lane, undefined)));
    return counts;
  }

  /** The column of text in all of the data; undefined where that is not in memory, or the column is no text. */
  wholeText(name: string): TextColumn | undefined {
    const column = this.stays ? this.table.columns.get(name) : undefined;
    return column instanceof TextColumn ? column : undefined;
  }

  /** Of the rows that count those with a text, as 1; undefined where all are. */
  rowsWithText(text: TextColumn, kept: Uint8Array | undefined): Uint8Array | undefined {
    if (text.nullCount === 0) return kept;
    const mask = new Uint8Array(this.length);
    for (let i = 0; i < this.length; i++) mask[i] = text.isNull(i) || (kept !== undefined && kept[i] !== 1) ? 0 : 1;
    return mask;
  }

  /** The value in row i as it is: null where there is none, NaN where it is NaN. */
  raw(name: string, i: number): unknown {
    return this.column(name)?.at(i) ?? null;
  }

  /** The value in row i, null where it is missing or NaN. */
  value(name: string, i: number): unknown {
    const value = this.raw(name, i);
    return isMissing(value) ? null : value;
  }

  private column(name: string): Column | undefined {
    if (!this.columns.has(name))
      this.columns.set(name, this.table.columns.get(name)?.slice(this.at, this.at + this.length));
    return this.columns.get(name);
  }
}

/** How often each category occurs among the rows that count, after how many of them have none. */
export function categoryCounts({ codes, categories }: CodesLane, kept: Uint8Array | undefined): Uint32Array {
  const counts = new Uint32Array(categories.length + 1);
  for (let i = 0; i < codes.length; i++) {
    const at = (codes[i] ?? -1) + 1;
    if (kept === undefined || kept[i] === 1) counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

function rangeOf(numbers: Float64Array): NumberRange {
  let present = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i] ?? NaN;
    present += Number(value === value);
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { present, min, max };
}
