import type { AggregateOf, ValueKind } from "../../../aggregates/aggregate.ts";
import { isMissing, kindOfValue } from "../../values/scalar.ts";
import type { Chunk } from "../chunk.ts";
import type { Accumulator } from "./accumulator.ts";

/** Counts the present values of each kind. */
export function kindsAccumulator({ column }: AggregateOf<"kinds">): Accumulator<ReadonlyMap<ValueKind, number>> {
  const counts = new Map<ValueKind, number>();
  return {
    add: (chunk, kept) => countKinds(chunk, column, kept, counts),
    answer: () => counts,
  };
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
  if (lane.form === "values" && lane.text !== undefined) {
    let texts = 0;
    for (let i = 0; i < chunk.length; i++)
      if (!lane.text.isNull(i) && (kept === undefined || kept[i] === 1)) texts += 1;
    count("string", texts);
    return;
  }
  if (lane.form === "values") {
    lane.values.forEach((value, i) => {
      if ((kept === undefined || kept[i] === 1) && !isMissing(value)) count(kindOfValue(value), 1);
    });
    return;
  }
  let present = 0;
  if (lane.form === "numbers") {
    const { numbers } = lane;
    for (let i = 0; i < numbers.length; i++)
      if (numbers[i] === numbers[i] && (kept === undefined || kept[i] === 1)) present += 1;
    count(lane.kind, present);
    return;
  }
  for (let i = 0; i < lane.codes.length; i++)
    if ((lane.codes[i] ?? -1) >= 0 && (kept === undefined || kept[i] === 1)) present += 1;
  count(typeof lane.categories[0] === "boolean" ? "boolean" : "string", present);
}
