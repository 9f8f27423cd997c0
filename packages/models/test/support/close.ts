import { expect } from "vitest";

/** Asserts |a − b| ≤ tolerance · max(1, |a|, |b|), element by element, however nested. */
export function expectClose(actual: unknown, expected: unknown, tolerance: number): void {
  const [a, b] = [flat(actual), flat(expected)];
  expect(a.length).toBe(b.length);
  const worst = Math.max(0, ...a.map((value, i) => distance(value, b[i] ?? NaN)));
  expect(worst).toBeLessThanOrEqual(tolerance);
}

function distance(a: number, b: number): number {
  if (Object.is(a, b) || a === b) return 0;
  const difference = Math.abs(a - b) / Math.max(1, Math.abs(a), Math.abs(b));
  return Number.isNaN(difference) ? Infinity : difference;
}

function flat(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
  if (Array.isArray(value)) return value.flatMap(flat);
  if (typeof value === "object" && value !== null && "toArray" in value) {
    return flat((value.toArray as () => unknown)());
  }
  return [NaN];
}
