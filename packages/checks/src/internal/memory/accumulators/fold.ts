import type { AggregateOf, Fold } from "../../../aggregates/aggregate.ts";
import type { Accumulator } from "./accumulator.ts";

/** The start of a request for a figure that a check computes itself. */
export const foldRequest = { aggregate: "fold", inMemory: foldAccumulator } as const;

/** A figure that a check computes itself, row by row. */
export function foldAccumulator({ columns, start }: AggregateOf<"fold">): Accumulator<unknown> {
  const { add, ...rest } = start();
  return {
    add(chunk, kept) {
      for (let i = 0; i < chunk.length; i++)
        if (kept === undefined || kept[i] === 1)
          add(
            columns.map((name) => chunk.raw(name, i)),
            chunk.start + i,
          );
    },
    ...rest,
  };
}

/** A fold that keeps the values of all rows. */
export function keptRows(): Fold {
  const rows: (readonly unknown[])[] = [];
  const answer = (): unknown => rows;
  return {
    add: (values) => rows.push(values),
    answer,
    save: answer,
    absorb(saved: readonly (readonly unknown[])[]) {
      for (const values of saved) rows.push(values);
    },
  };
}
