import type { Column, Table } from "@mlsys/core";
import { isMissing } from "../values/scalar.ts";
import { laneOf } from "./lane.ts";
import type { Lane } from "./lane.ts";

/** Rows of a table that are judged together: few enough for the processor's cache, many enough for tight loops. */
export const CHUNK_ROWS = 65_536;

/** Some rows of the data. A column is brought into its loop form once, for all checks. */
export class Chunk {
  /** Position of the first row in all of the data. */
  readonly start: number;
  readonly length: number;
  private readonly table: Table;
  private readonly columns = new Map<string, Column | undefined>();
  private readonly lanes = new Map<string, Lane>();

  constructor(table: Table, start: number) {
    this.table = table;
    this.start = start;
    this.length = table.numRows;
  }

  lane(name: string): Lane {
    let lane = this.lanes.get(name);
    if (lane === undefined) this.lanes.set(name, (lane = laneOf(this.column(name), this.length)));
    return lane;
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
      this.columns.set(name, this.table.hasColumn(name) ? this.table.column(name) : undefined);
    return this.columns.get(name);
  }
}
