import type { RandomState } from "@mlsys/core";

/**
 * Distinct whole numbers below `population`, drawn as scikit-learn's `sample_without_replacement` draws them, so that the
 * stream goes on from the same point.
 */
export function sampleWithoutReplacement(rng: RandomState, population: number, size: number): ArrayLike<number> {
  const ratio = size / population;
  if (ratio > 0.01 && ratio < 0.99) return rng.permutation(population).subarray(0, size);
  return ratio < 0.2 ? tracked(rng, population, size) : reservoir(rng, population, size);
}

function tracked(rng: RandomState, population: number, size: number): number[] {
  const drawn = new Set<number>();
  while (drawn.size < size) drawn.add(rng.interval(population - 1));
  return [...drawn];
}

function reservoir(rng: RandomState, population: number, size: number): number[] {
  const held = Array.from({ length: size }, (_, i) => i);
  for (let i = size; i < population; i++) {
    const j = rng.interval(i);
    if (j < size) held[j] = i;
  }
  return held;
}
