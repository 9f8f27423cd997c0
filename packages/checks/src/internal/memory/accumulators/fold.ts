import type { AggregateOf, Fold } from "../../../aggregates/aggregate.ts";
import type { Accumulator } from "./accumulator.ts";

/** The start of a request for a figure that a check computes itself. */
export const foldRequest = { aggregate: "fold", inMemory: foldAccumulator } as const;

/** A figure that a check computes itself, row by row. */
export function foldAccumulator({ columns, start }: AggregateOf<"fold">): Accumulator<unknown> {
  const { add, answer } = start();
  return {
    add(chunk, kept) {
      for (let i = 0; i < chunk.length; i++)
        if (kept === undefined || kept[i] === 1)
          add(
            columns.map((name) => chunk.raw(name, i)),
            chunk.start + i,
          );
    },
    answer,
  };
}

/** A fold that keeps the values of all rows. */
export function keptRows(): Fold {
  const rows: (readonly unknown[])[] = [];
  return { add: (values) => rows.push(values), answer: () => rows };
}
