import type { AggregateOf, ValueKind } from "../../../aggregates/aggregate.ts";
import { isMissing, kindOfValue } from "../../values/scalar.ts";
import type { Chunk } from "../chunk.ts";
import type { Accumulator } from "./accumulator.ts";

/** The start of a request for the kinds of value. */
export const kindsRequest = { aggregate: "kinds", inMemory: kindsAccumulator } as const;

/** Counts the present values of each kind. */
export function kindsAccumulator({ column }: AggregateOf<"kinds">): Accumulator<ReadonlyMap<ValueKind, number>> {
  const counts = new Map<ValueKind, number>();
  return {
    add: (chunk, kept) => countKinds(chunk, column, kept, counts),
    answer: () => counts,
    save: () => [...counts],
    absorb: (saved: readonly (readonly [ValueKind, number])[]) => addKinds(counts, saved),
  };
}

/** Adds counts of kinds to others. */
export function addKinds(counts: Map<ValueKind, number>, more: Iterable<readonly [ValueKind, number]>): void {
  for (const [kind, count] of more) counts.set(kind, (counts.get(kind) ?? 0) + count);
}

/** Adds the kinds of a chunk's present values to the counts. */
export function countKinds(
  chunk: Chunk,
  column: string,
  kept: Uint8Array | undefined,
  counts: Map<ValueKind, number>,
): void {
  const lane = chunk.lane(column);
  const count = (kind: ValueKind, by: number): void => {
    if (by > 0) counts.set(kind, (counts.get(kind) ?? 0) + by);
  };
  if (lane.form === "values" && lane.text === undefined) {
    lane.values.forEach((value, i) => {
      if ((kept === undefined || kept[i] === 1) && !isMissing(value)) count(kindOfValue(value), 1);
    });
    return;
  }
  count(lane.kind, lane.present(kept));
}
