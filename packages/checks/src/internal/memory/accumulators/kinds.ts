import type { AggregateOf, ValueKind } from "../../../aggregates/aggregate.ts";
import { isMissing, kindOfValue } from "../../values/scalar.ts";
import type { Chunk } from "../chunk.ts";
import type { Lane } from "../lane.ts";
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
  const present = kept === undefined ? presentIn(chunk, column, lane) : presentAmong(lane, kept);
  if (lane.form === "numbers") count(lane.kind, present);
  else count(lane.form === "codes" && typeof lane.categories[0] === "boolean" ? "boolean" : "string", present);
}

function presentIn(chunk: Chunk, column: string, lane: Lane): number {
  if (lane.form === "numbers" && chunk.mayHoldNan(column)) return chunk.range(column, lane.numbers).present;
  return chunk.length - chunk.nullCount(column);
}

function presentAmong(lane: Lane, kept: Uint8Array): number {
  const isPresent = (i: number): boolean => {
    if (lane.form === "numbers") return lane.numbers[i] === lane.numbers[i];
    return lane.form === "codes" ? (lane.codes[i] ?? -1) >= 0 : lane.text?.isNull(i) === false;
  };
  let present = 0;
  for (let i = 0; i < kept.length; i++) if (kept[i] === 1 && isPresent(i)) present += 1;
  return present;
}
