import type { Scalar } from "../../expressions/expression.ts";

/** A set of values by the equality of checks: numbers and bigints by value, -0 like 0, instants by time, text exactly. */
export interface ValueSet {
  readonly has: (value: unknown) => boolean;
}

/** Makes a set of the values. */
export function valueSet(values: Iterable<Scalar>): ValueSet {
  const plain = new Set<unknown>();
  const instants = new Set<number>();
  for (const value of values) {
    if (value instanceof Date) instants.add(value.getTime());
    else plain.add(plainKey(value));
  }
  return { has: (value) => (value instanceof Date ? instants.has(value.getTime()) : plain.has(plainKey(value))) };
}

/** Bigints that a double holds exactly are the same value as that double. */
export function plainKey(value: unknown): unknown {
  return typeof value === "bigint" && BigInt(Number(value)) === value ? Number(value) : value;
}
