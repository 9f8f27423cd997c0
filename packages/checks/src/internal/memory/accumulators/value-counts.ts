import type { AggregateOf, ValueCounts } from "../../../aggregates/aggregate.ts";
import { isMissing } from "../../values/scalar.ts";
import type { CountedValue } from "../../values/sorted-counts.ts";
import { sortedCounts } from "../../values/sorted-counts.ts";
import { categoryCounts } from "../chunk.ts";
import type { Chunk } from "../chunk.ts";
import { KeyTable } from "../key-table.ts";
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
  const table = new KeyTable();
  let rows = 0;
  return {
    add(chunk, kept) {
      rows += keptRows(chunk.length, kept);
      countChunk(chunk, column, kept, table);
    },
    save: (): SavedValues => ({ rows, values: entriesOf(table) }),
    absorb(saved: SavedValues) {
      rows += saved.rows;
      for (const { value, count } of saved.values) table.update(value, (before) => before + count);
    },
    answer() {
      let count = 0;
      let singles = 0;
      table.forEachHeld((times) => {
        count += times;
        singles += times === 1 ? 1 : 0;
      });
      return { rows, count, distinct: table.size, singles, list: () => sortedCounts(entriesOf(table)) };
    },
  };
}

function countChunk(chunk: Chunk, column: string, kept: Uint8Array | undefined, table: KeyTable): void {
  const lane = chunk.lane(column);
  if (lane.form === "codes") {
    const counts = kept === undefined ? chunk.categoryCounts(column, lane) : categoryCounts(lane, kept);
    for (let code = 0; code < lane.categories.length; code++) {
      const times = counts[code + 1] ?? 0;
      if (times > 0) table.update(lane.categories[code], (before) => before + times);
    }
  } else if (lane.form === "numbers") {
    const own = lane.kind === "number" ? table.numbers : table.instants;
    const { numbers } = lane;
    for (let i = 0; i < numbers.length; i++) {
      const key = numbers[i] ?? NaN;
      if (key !== key || (kept !== undefined && kept[i] !== 1)) continue;
      const slot = own.slotOf(key);
      own.set(slot, key, own.get(slot) + 1);
    }
  } else if (lane.text !== undefined) {
    const { texts } = table;
    const keys = new Int32Array(chunk.length);
    texts.keysOf(lane.text, 0, chunk.length, keys, chunk.rowsWithText(lane.text, kept));
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] ?? -1;
      if (key >= 0) texts.set(key, texts.get(key) + 1);
    }
  } else {
    lane.values.forEach((value, i) => {
      if (!isMissing(value) && (kept === undefined || kept[i] === 1)) table.update(value, (times) => times + 1);
    });
  }
}

function entriesOf(table: KeyTable): { readonly value: unknown; readonly count: number }[] {
  const entries: { readonly value: unknown; readonly count: number }[] = [];
  table.forEach((value, count) => entries.push({ value: value === 0 ? 0 : value, count }));
  return entries;
}
