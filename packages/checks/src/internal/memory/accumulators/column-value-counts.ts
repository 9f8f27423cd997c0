import type { AggregateOf, ValueCounts } from "../../../aggregates/aggregate.ts";
import type { Chunk } from "../chunk.ts";
import { KeyTable } from "../key-table.ts";
import type { Accumulator } from "./accumulator.ts";
import { countValues, valueCountsIn } from "./value-counts.ts";

/** Counts the distinct values of typed columns: of categories each once, of numbers and texts in tight loops. */
export function columnValueCounts({ column }: AggregateOf<"values">): Accumulator<ValueCounts> {
  return valueCountsIn(new KeyTable(), (chunk, kept, table) => {
    countChunk(chunk, column, kept, table);
  });
}

function countChunk(chunk: Chunk, column: string, kept: Uint8Array | undefined, table: KeyTable): void {
  const lane = chunk.lane(column);
  if (lane.form === "codes") {
    const counts = kept === undefined ? lane.counts : lane.countsAmong(kept);
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
    texts.keysOf(lane.text, 0, chunk.length, keys, lane.rowsWithText(kept));
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] ?? -1;
      if (key >= 0) texts.set(key, texts.get(key) + 1);
    }
  } else countValues(chunk, column, kept, table);
}
