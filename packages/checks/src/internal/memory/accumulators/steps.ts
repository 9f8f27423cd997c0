import type { AggregateOf, RowTally } from "../../../aggregates/aggregate.ts";
import { compareValues } from "../../values/compare.ts";
import { stands } from "../../values/stands.ts";
import type { Accumulator, AccumulatorContext } from "./accumulator.ts";
import { addTotals, Evidence } from "./evidence.ts";

interface SavedSteps extends RowTally {
  readonly first: { readonly value: unknown; readonly index: number } | null;
  readonly last: unknown;
}

/** The start of a request for the values that do not follow from the one before. */
export const stepsRequest = { aggregate: "steps", inMemory: stepsAccumulator } as const;

/** Judges each present value against the present value before it, in the order of the rows; the first meets the condition. */
export function stepsAccumulator(
  { column, relation, by }: AggregateOf<"steps">,
  { examples }: AccumulatorContext,
): Accumulator<RowTally> {
  const evidence = new Evidence(examples);
  const totals = { rows: 0, unexpected: 0, missing: 0, nan: 0 };
  let previous: unknown = null;
  let first: { readonly value: unknown; readonly index: number } | null = null;
  const answer = (): RowTally => ({ ...totals, indices: evidence.indices, examples: evidence.examples });

  function see(value: unknown, index: number): void {
    first ??= { value, index };
    if (previous !== null && !follows(value, previous)) {
      totals.unexpected += 1;
      evidence.add(index, value);
    }
    previous = value;
  }

  return {
    add(chunk, kept) {
      for (let i = 0; i < chunk.length; i++) {
        if (kept !== undefined && kept[i] !== 1) continue;
        totals.rows += 1;
        const value = chunk.value(column, i);
        if (value === null) {
          totals.missing += 1;
          if (chunk.raw(column, i) !== null) totals.nan += 1;
          continue;
        }
        see(value, chunk.start + i);
      }
    },
    answer,
    save: (): SavedSteps => ({ ...answer(), first, last: previous }),
    absorb(saved: SavedSteps, offset) {
      if (saved.first !== null) see(saved.first.value, saved.first.index + offset);
      addTotals(totals, saved);
      evidence.addAll(saved, offset);
      previous = saved.last ?? previous;
    },
  };

  function follows(value: unknown, before: unknown): boolean {
    const order = compareValues(value, by === undefined ? before : plus(before, by));
    return order !== undefined && stands(order, relation);
  }
}

/** A number with another added, exactly if both are whole; what is no number has none. */
function plus(value: unknown, more: number): unknown {
  if (typeof value === "bigint") return value + BigInt(more);
  return typeof value === "number" ? value + more : undefined;
}
