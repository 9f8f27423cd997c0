import { compareValues } from "./compare.ts";
import { kindOfValue } from "./scalar.ts";

/** A value with how often it occurs. */
export interface CountedValue {
  readonly value: unknown;
  readonly count: number;
}

/** The most frequent first, ties by value; values of different kinds have no order of their own, so that of their kinds' names will do. */
export function sortedCounts(counts: readonly CountedValue[]): CountedValue[] {
  return [...counts].sort((a, b) => b.count - a.count || inOrder(a.value, b.value));
}

function inOrder(a: unknown, b: unknown): number {
  return compareValues(a, b) ?? kindOfValue(a).localeCompare(kindOfValue(b), "en");
}
