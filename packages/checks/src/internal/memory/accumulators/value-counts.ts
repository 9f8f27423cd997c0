import type { AggregateOf, ValueCounts } from "../../../aggregates/aggregate.ts";
import type { CountedValue } from "../../values/sorted-counts.ts";
import { sortedCounts } from "../../values/sorted-counts.ts";
import type { Chunk } from "../chunk.ts";
import { ValueMap } from "../value-map.ts";
import type { ValueTable } from "../value-map.ts";
import { keptRows } from "./accumulator.ts";
import type { Accumulator } from "./accumulator.ts";

interface SavedValues {
  readonly rows: number;
  readonly values: readonly CountedValue[];
}

/** The start of a request for the distinct values. */
export const valuesRequest = { aggregate: "values", inMemory: valueCountsAccumulator } as const;

/** Counts each distinct value; keeps one entry a distinct value. */
export function valueCountsAccumulator({ column }: AggregateOf<"values">): Accumulator<ValueCounts> {
  return valueCountsIn(new ValueMap(), (chunk, kept, table) => {
    countValues(chunk, column, kept, table);
  });
}

/** Counts distinct values in a table; `count` adds those of a chunk. */
export function valueCountsIn<Table extends ValueTable>(
  table: Table,
  count: (chunk: Chunk, kept: Uint8Array | undefined, table: Table) => void,
): Accumulator<ValueCounts> {
  let rows = 0;
  return {
    add(chunk, kept) {
      rows += keptRows(chunk.length, kept);
      count(chunk, kept, table);
    },
    save: (): SavedValues => ({ rows, values: entriesOf(table) }),
    absorb(saved: SavedValues) {
      rows += saved.rows;
      for (const each of saved.values) table.update(each.value, (before) => before + each.count);
    },
    answer() {
      let total = 0;
      let singles = 0;
      table.forEachHeld((times) => {
        total += times;
        singles += times === 1 ? 1 : 0;
      });
      return { rows, count: total, distinct: table.size, singles, list: () => sortedCounts(entriesOf(table)) };
    },
  };
}

/** Counts the values of a column one by one. */
export function countValues(chunk: Chunk, column: string, kept: Uint8Array | undefined, table: ValueTable): void {
  for (let i = 0; i < chunk.length; i++) {
    if (kept !== undefined && kept[i] !== 1) continue;
    const value = chunk.value(column, i);
    if (value !== null) table.update(value, (times) => times + 1);
  }
}

function entriesOf(table: ValueTable): CountedValue[] {
  const entries: CountedValue[] = [];
  table.forEach((value, count) => entries.push({ value: value === 0 ? 0 : value, count }));
  return entries;
}
