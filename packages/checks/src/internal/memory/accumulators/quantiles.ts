import type { AggregateOf, Quantiles } from "../../../aggregates/aggregate.ts";
import { quantile } from "../../values/quantile.ts";
import { select } from "../select.ts";
import type { Accumulator } from "./accumulator.ts";
import { numbersOf } from "./numbers-of.ts";

interface SavedNumbers {
  readonly rows: number;
  readonly invalid: number;
  readonly numbers: readonly number[];
}

/** The start of a request for quantiles. */
export const quantilesRequest = { aggregate: "quantiles", inMemory: quantilesAccumulator } as const;

/** Exact quantiles; keeps every number, 8 bytes each. */
export function quantilesAccumulator({
  column,
  probabilities,
  method,
}: AggregateOf<"quantiles">): Accumulator<Quantiles> {
  const parts: Float64Array[] = [];
  let rows = 0;
  let invalid = 0;
  return {
    add(chunk, kept) {
      const found = numbersOf(chunk, column, kept);
      rows += found.rows;
      invalid += found.invalid;
      if (found.numbers.length > 0) parts.push(found.numbers);
    },
    save: (): SavedNumbers => ({ rows, invalid, numbers: [...joined(parts)] }),
    absorb(saved: SavedNumbers) {
      rows += saved.rows;
      invalid += saved.invalid;
      if (saved.numbers.length > 0) parts.push(Float64Array.from(saved.numbers));
    },
    answer() {
      const order = new OrderStatistics(joined(parts));
      const { count } = order;
      const values = count === 0 ? null : probabilities.map((probability) => quantile(order, probability, method));
      return { rows, count, invalid, values };
    },
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The numbers by rank, without sorting them all: for one quantile that takes a tenth of the time. */
export class OrderStatistics {
  readonly count: number;
  private readonly numbers: Float64Array;
  private readonly known = new Map<number, number>();

  /** @param numbers - the numbers; they are reordered. */
  constructor(numbers: Float64Array) {
    this.numbers = numbers;
    this.count = numbers.length;
  }

  /** The number of rank i, from 0. */
  at(i: number): number {
    let value = this.known.get(i);
    if (value === undefined) {
      select(this.numbers, i);
      this.known.set(i, (value = this.numbers[i] ?? NaN));
    }
    return value;
  }
}
