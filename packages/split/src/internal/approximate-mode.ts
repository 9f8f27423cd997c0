import type { RandomState } from "@mlsys/core";

/**
 * How many of each class to draw, so that the proportions are kept: the most likely counts of the multivariate
 * hypergeometric distribution, nearly, with ties decided at random. Draws from the stream exactly as scikit-learn does.
 *
 * @see scikit-learn's `_approximate_mode`.
 */
export function approximateMode(counts: Int32Array, draws: number, rng: RandomState): Int32Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const wanted = Float64Array.from(counts, (count) => (count / total) * draws);
  const drawn = Int32Array.from(wanted, Math.floor);
  const remainders = wanted.map((each) => each - Math.floor(each));
  let missing = draws - drawn.reduce((sum, count) => sum + count, 0);
  if (missing <= 0) return drawn;
  const descending = Float64Array.from(new Set(remainders)).sort().reverse();
  for (const remainder of descending) {
    const tied = [...remainders.keys()].filter((at) => remainders[at] === remainder);
    const added = Math.min(tied.length, missing);
    for (const at of rng.choice(tied, { size: added, replace: false })) drawn[at] = (drawn[at] ?? 0) + 1;
    missing -= added;
    if (missing === 0) break;
  }
  return drawn;
}
