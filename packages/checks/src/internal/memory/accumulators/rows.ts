import type { AggregateOf } from "../../../aggregates/aggregate.ts";
import { keptRows } from "./accumulator.ts";
import type { Accumulator } from "./accumulator.ts";

/** The request for the number of rows that count. */
export const rowsRequest = { aggregate: "rows", inMemory: rowsAccumulator } as const satisfies AggregateOf<"rows">;

function rowsAccumulator(): Accumulator<number> {
  let rows = 0;
  return {
    add: (chunk, kept) => (rows += keptRows(chunk.length, kept)),
    answer: () => rows,
    save: () => rows,
    absorb: (saved: number) => (rows += saved),
  };
}
