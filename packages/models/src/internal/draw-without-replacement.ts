import type { RandomState } from "@mlsys/core";

/**
 * Draws whole numbers below `population`, each at most once: a few by trying again, nearly all by exchanging, else from a permutation; the
 * same as scikit-learn's `sample_without_replacement`.
 */
export function drawWithoutReplacement(rng: RandomState, population: number, count: number): Int32Array {
  const share = count / population;
  if (share > 0.01 && share < 0.99) return rng.permutation(population).slice(0, count);
  const draw = (below: number) => rng.randint(0, below, 1)[0] as number;
  if (share < 0.2) {
    const drawn = new Set<number>();
    while (drawn.size < count) drawn.add(draw(population));
    return Int32Array.from(drawn);
  }
  const kept = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count; i < population; i++) {
    const at = draw(i + 1);
    if (at < count) kept[at] = i;
  }
  return kept;
}
