import type { Column, TableColumns } from "@mlsys/core";
import { isMissing } from "../values/scalar.ts";
import { CHUNK_ROWS } from "./chunk.ts";
import type { Batch, Chunk } from "./chunk.ts";
import { laneOf, mayHoldNan } from "./column-lanes.ts";
import type { Lane } from "./lane.ts";

/**
 * Rows in typed columns.
 *
 * @param table - the rows.
 * @param stays - whether they are all of the data and stay in memory until the answers are read.
 */
export function columnBatch(table: TableColumns, stays: boolean): Batch {
  return {
    columnNames: [...table.columns.keys()],
    numRows: table.numRows,
    chunk: (at, start) => new ColumnChunk(table, at, start, stays),
  };
}

/** Some rows of typed columns. A column is brought into its loop form once, for all checks. */
class ColumnChunk implements Chunk {
  readonly start: number;
  readonly length: number;
  private readonly table: TableColumns;
  private readonly at: number;
  private readonly stays: boolean;
  private readonly columns = new Map<string, Column | undefined>();
  private readonly lanes = new Map<string, Lane>();

  constructor(table: TableColumns, at: number, start: number, stays: boolean) {
    this.table = table;
    this.at = at;
    this.start = start;
    this.length = Math.min(CHUNK_ROWS, table.numRows - at);
    this.stays = stays;
  }

  lane(name: string): Lane {
    let lane = this.lanes.get(name);
    if (lane === undefined) {
      const whole = this.stays ? this.table.columns.get(name) : undefined;
      this.lanes.set(name, (lane = laneOf(this.column(name), this.length, whole)));
    }
    return lane;
  }

  nullCount(name: string): number {
    return this.column(name)?.nullCount ?? this.length;
  }

  mayHoldNan(name: string): boolean {
    return mayHoldNan(this.column(name));
  }

  raw(name: string, i: number): unknown {
    return this.column(name)?.at(i) ?? null;
  }

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
