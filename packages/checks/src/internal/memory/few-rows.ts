import type { ColumnValues } from "@mlsys/core";
import { isMissing } from "../values/scalar.ts";
import type { Batch, Chunk } from "./chunk.ts";
import type { Engine } from "./engine.ts";
import { commonConditions, commonOperands, made, rowByRow } from "./judge-row.ts";
import type { OperandReader, RowJudge, RowJudges } from "./judge-row.ts";
import type { ValuesLane } from "./lane.ts";

/** Up to how many rows it takes less time to judge values as they are than to bring them into typed columns. */
const FEW = 10_000;

/** Judges and counts few rows, value by value: a page that has no more needs no other engine. */
export const rowEngine: Engine = {
  judgeOf: (condition) => ({ judge: rowByRow(judges.judgeOf(condition)) }),
  accumulators: {},
};

const judges: RowJudges = {
  judgeOf: (node) => made(commonConditions, node, judges) as RowJudge,
  readerOf: (operand) => made(commonOperands, operand, judges) as OperandReader,
};

/** Whether the rows are few, their columns plain arrays, and the conditions among those that this engine judges. */
export function areFew({ columns, numRows }: ColumnValues, requests: readonly unknown[]): boolean {
  return (
    numRows <= FEW &&
    [...columns.values()].every((values) => Array.isArray(values) || ArrayBuffer.isView(values)) &&
    !requests.some(hasRare)
  );
}

function hasRare(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if ("op" in value && !isCommon(String(value.op))) return true;
  return Object.values(value).some(hasRare);
}

function isCommon(op: string): boolean {
  return Object.hasOwn(commonConditions, op) || Object.hasOwn(commonOperands, op);
}

/** Few rows as a batch of one chunk. */
export function rowBatch({ columns, numRows }: ColumnValues): Batch {
  return {
    columnNames: [...columns.keys()],
    numRows,
    chunk: () => new RowChunk(columns, numRows),
  };
}

class RowChunk implements Chunk {
  readonly start = 0;
  readonly length: number;
  private readonly columns: ColumnValues["columns"];
  private readonly lanes = new Map<string, ValuesLane>();

  constructor(columns: ColumnValues["columns"], length: number) {
    this.columns = columns;
    this.length = length;
  }

  lane(name: string): ValuesLane {
    let lane = this.lanes.get(name);
    if (lane === undefined) {
      const column = (this.columns.get(name) ?? []) as ArrayLike<unknown>;
      const values = Array.from({ length: this.length }, (_, i) => plain(column[i]));
      this.lanes.set(name, (lane = { form: "values", values }));
    }
    return lane;
  }

  nullCount(name: string): number {
    return this.lane(name).values.filter((value) => value === null).length;
  }

  mayHoldNan(): boolean {
    return true;
  }

  raw(name: string, i: number): unknown {
    return this.lane(name).values[i];
  }

  value(name: string, i: number): unknown {
    const value = this.raw(name, i);
    return isMissing(value) ? null : value;
  }
}

/** Bigints that a double holds read as numbers, as those of typed columns do. */
function plain(value: unknown): unknown {
  return typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : (value ?? null);
}
