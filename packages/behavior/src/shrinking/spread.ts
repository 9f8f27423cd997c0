import type { TestCase } from "../suite/behavior-test.ts";

/** The distance between the lowest and the highest number of a column among the originals; 0 where there are fewer than two. */
export function spreadOf(cases: readonly TestCase[], column: string): number {
  let [low, high] = [Infinity, -Infinity];
  for (const { inputs } of cases) {
    const value = (inputs[0] as Readonly<Record<string, unknown>> | undefined)?.[column];
    if (typeof value !== "number" || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high > low ? high - low : 0;
}
