import type { AggregateOf, RowTally } from "../../../aggregates/aggregate.ts";
import { compareValues } from "../../values/compare.ts";
import { stands } from "../judge-row.ts";
import type { Accumulator, AccumulatorContext } from "./accumulator.ts";
import { Evidence } from "./evidence.ts";

/** The start of a request for the values that do not follow from the one before. */
export const stepsRequest = { aggregate: "steps", inMemory: stepsAccumulator } as const;

/** Judges each present value against the present value before it, in the order of the rows; the first meets the condition. */
export function stepsAccumulator(
  { column, relation }: AggregateOf<"steps">,
  { examples }: AccumulatorContext,
): Accumulator<RowTally> {
  const evidence = new Evidence(examples);
  const totals = { rows: 0, unexpected: 0, missing: 0, nan: 0 };
  let previous: unknown = null;
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
        if (previous !== null && !follows(value, previous)) {
          totals.unexpected += 1;
          evidence.add(chunk.start + i, value);
        }
        previous = value;
      }
    },
    answer: () => ({ ...totals, indices: evidence.indices, examples: evidence.examples }),
  };

  function follows(value: unknown, before: unknown): boolean {
    const order = compareValues(value, before);
    return order !== undefined && stands(order, relation);
  }
}
