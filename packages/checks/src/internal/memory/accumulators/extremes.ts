import type { AggregateOf, Extremes, ValueKind } from "../../../aggregates/aggregate.ts";
import { compareValues } from "../../values/compare.ts";
import { isMissing, isScalar } from "../../values/scalar.ts";
import type { Scalar } from "../../../expressions/expression.ts";
import type { Chunk } from "../chunk.ts";
import type { NumberRange } from "../lane.ts";
import { keptRows } from "./accumulator.ts";
import type { Accumulator } from "./accumulator.ts";
import { addKinds, countKinds } from "./kinds.ts";

interface SavedExtremes {
  readonly rows: number;
  readonly min: unknown;
  readonly max: unknown;
  readonly kinds: readonly (readonly [ValueKind, number])[];
}

/** The start of a request for the least and the greatest value. */
export const extremesRequest = { aggregate: "extremes", inMemory: extremesAccumulator } as const;

/** Least and greatest value of a column, of whatever kind it is. */
export function extremesAccumulator({ column }: AggregateOf<"extremes">): Accumulator<Extremes> {
  const kinds = new Map<ValueKind, number>();
  let min: Scalar | null = null;
  let max: Scalar | null = null;
  let rows = 0;

  function see(value: unknown): void {
    if (!isScalar(value)) return;
    if (min === null || (compareValues(value, min) ?? 0) < 0) min = value;
    if (max === null || (compareValues(value, max) ?? 0) > 0) max = value;
  }

  return {
    add(chunk, kept) {
      rows += keptRows(chunk.length, kept);
      countKinds(chunk, column, kept, kinds);
      for (const value of candidates(chunk, column, kept)) see(value);
    },
    save: (): SavedExtremes => ({ rows, min, max, kinds: [...kinds] }),
    absorb(saved: SavedExtremes) {
      rows += saved.rows;
      addKinds(kinds, saved.kinds);
      see(saved.min);
      see(saved.max);
    },
    answer: () => ({ rows, count: [...kinds.values()].reduce((sum, each) => sum + each, 0), min, max, kinds }),
  };
}

/** The values among which a chunk's extremes are: of numbers just two. */
function candidates(chunk: Chunk, column: string, kept: Uint8Array | undefined): Iterable<unknown> {
  const lane = chunk.lane(column);
  if (lane.form === "numbers") {
    const { present, min, max } = kept === undefined ? lane.range : rangeOf(lane.numbers, kept);
    const ends = present === 0 ? [] : [min, max];
    return lane.kind === "date" ? ends.map((instant) => new Date(instant)) : ends;
  }
  if (lane.form === "values") return lane.values.filter((value, i) => isKept(kept, i) && !isMissing(value));
  if (kept === undefined && lane.categories.length < chunk.length) {
    return lane.categories.filter((_, code) => (lane.counts[code + 1] ?? 0) > 0);
  }
  const seen = new Uint8Array(lane.categories.length);
  for (let i = 0; i < lane.codes.length; i++) {
    const code = lane.codes[i] ?? -1;
    if (code >= 0 && isKept(kept, i)) seen[code] = 1;
  }
  return lane.categories.filter((_, code) => seen[code] === 1);
}

function rangeOf(numbers: Float64Array, kept: Uint8Array): NumberRange {
  let present = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i] ?? NaN;
    if (kept[i] !== 1) continue;
    present += Number(value === value);
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { present, min, max };
}

function isKept(kept: Uint8Array | undefined, i: number): boolean {
  return kept === undefined || kept[i] === 1;
}
