import type { AggregateOf, ValueCounts } from "../../../aggregates/aggregate.ts";
import { compareValues } from "../../values/compare.ts";
import { isMissing } from "../../values/scalar.ts";
import { keyKind, keyOf } from "../../values/value-key.ts";
import type { KeyKind } from "../../values/value-key.ts";
import type { Chunk } from "../chunk.ts";
import { keptRows } from "./accumulator.ts";
import type { Accumulator } from "./accumulator.ts";

type Counts = Map<unknown, { readonly value: unknown; count: number }>;

/** Counts each distinct value; keeps one entry a distinct value. */
export function valueCountsAccumulator({ column }: AggregateOf<"values">): Accumulator<ValueCounts> {
  const byKind = new Map<KeyKind, Counts>();
  let rows = 0;

  function count(value: unknown, times: number): void {
    const kind = keyKind(value);
    const counts: Counts = byKind.get(kind) ?? (new Map() as Counts);
    byKind.set(kind, counts);
    const key = keyOf(value);
    const entry = counts.get(key);
    if (entry === undefined) counts.set(key, { value, count: times });
    else entry.count += times;
  }

  return {
    add(chunk, kept) {
      rows += keptRows(chunk.length, kept);
      countChunk(chunk, column, kept, count);
    },
    answer() {
      const entries = [...byKind.values()].flatMap((counts) => [...counts.values()]);
      return {
        rows,
        count: entries.reduce((sum, entry) => sum + entry.count, 0),
        distinct: entries.length,
        singles: entries.filter((entry) => entry.count === 1).length,
        list: () => [...entries].sort((a, b) => b.count - a.count || inOrder(a.value, b.value)),
      };
    },
  };
}

function countChunk(
  chunk: Chunk,
  column: string,
  kept: Uint8Array | undefined,
  count: (value: unknown, times: number) => void,
): void {
  const lane = chunk.lane(column);
  if (lane.form === "codes") {
    const times = new Uint32Array(lane.categories.length);
    for (let i = 0; i < lane.codes.length; i++) {
      const code = lane.codes[i] ?? -1;
      if (code >= 0 && (kept === undefined || kept[i] === 1)) times[code] = (times[code] ?? 0) + 1;
    }
    times.forEach((each, code) => {
      if (each > 0) count(lane.categories[code], each);
    });
    return;
  }
  for (let i = 0; i < chunk.length; i++) {
    if (kept !== undefined && kept[i] !== 1) continue;
    const value = chunk.raw(column, i);
    if (!isMissing(value)) count(value, 1);
  }
}

/** Values of different kinds have no order of their own; any fixed one will do. */
function inOrder(a: unknown, b: unknown): number {
  return compareValues(a, b) ?? (keyKind(a) < keyKind(b) ? -1 : 1);
}
