import { isMissing } from "./scalar.ts";
import { keyOf } from "./value-key.ts";

/** Numbers and instants as numbers; undefined where there is anything else. */
export function numbersIn(values: readonly unknown[]): Float64Array | undefined {
  const numbers = Float64Array.from(values, (value) =>
    typeof value === "number" || typeof value === "bigint" || value instanceof Date ? Number(value) : NaN,
  );
  return numbers.every(Number.isFinite) ? numbers : undefined;
}

/** Values of any kind as labels; equal ones have equal labels. */
export function labelsOf(values: readonly unknown[]): readonly string[] {
  return values.map((value) => `${typeof value} ${String(keyOf(value))}`);
}

/** Two columns where both have a value. */
export function bothPresent(
  rows: readonly (readonly unknown[])[],
  left: number,
  right: number,
): readonly [readonly unknown[], readonly unknown[]] {
  const both = rows.filter((row) => !isMissing(row[left]) && !isMissing(row[right]));
  return [both.map((row) => row[left]), both.map((row) => row[right])];
}
