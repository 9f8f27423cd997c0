import type { RandomState } from "@mlsys/core";

/** At most so many of the values, drawn at random without putting back. */
export function drawn(values: Float64Array, most: number, rng: RandomState): Float64Array {
  if (values.length <= most) return values;
  const held = Float64Array.from(values);
  for (let i = 0; i < most; i++) {
    const j = i + rng.interval(held.length - 1 - i);
    const value = held[i] ?? 0;
    held[i] = held[j] ?? 0;
    held[j] = value;
  }
  return held.subarray(0, most);
}
