import { erfc } from "./normal.ts";

/** The significance of the probabilistic distance: about 99.7 % of a normal distribution lie within three standard deviations. */
const EXTENT = 3;

/**
 * The local outlier probability of each point, of its distances from the points nearest to it: Kriegel, Kröger, Schubert and Zimek,
 * https://doi.org/10.1145/1645953.1646195
 *
 * @param points - how many there are.
 * @param neighbours - how many of the nearest points count, at least 1 and fewer than the points.
 * @param distances - distance of points i and j, 0 and up.
 * @returns the probabilities, 0 to 1.
 */
export function outlierProbabilities(
  points: number,
  neighbours: number,
  distances: (i: number, j: number) => number,
): Float64Array {
  const nearest = new Int32Array(points * neighbours);
  const spread = new Float64Array(points);
  const [far, own] = [new Float64Array(neighbours), new Int32Array(neighbours)];
  for (let i = 0; i < points; i++) {
    far.fill(Infinity);
    for (let j = 0; j < points; j++) {
      if (i === j) continue;
      const distance = distances(i, j);
      let at = neighbours - 1;
      if (distance >= (far[at] ?? 0)) continue;
      for (; at > 0 && (far[at - 1] ?? 0) > distance; at--) {
        far[at] = far[at - 1] ?? 0;
        own[at] = own[at - 1] ?? 0;
      }
      far[at] = distance;
      own[at] = j;
    }
    nearest.set(own, i * neighbours);
    spread[i] = EXTENT * Math.sqrt(far.reduce((sum, distance) => sum + distance * distance, 0) / neighbours);
  }
  const factors = spread.map((value, i) => {
    let expected = 0;
    for (const j of nearest.subarray(i * neighbours, (i + 1) * neighbours)) expected += (spread[j] ?? 0) / neighbours;
    // A point among copies of itself is no outlier; one whose neighbours are all copies of each other is.
    return value === expected ? 0 : value / expected - 1;
  });
  const finite = factors.filter(Number.isFinite);
  const scale =
    EXTENT * Math.sqrt(finite.reduce((sum, factor) => sum + factor * factor, 0) / Math.max(1, finite.length));
  return factors.map((factor) => (factor <= 0 ? 0 : scale === 0 ? 1 : 1 - erfc(factor / (scale * Math.SQRT2))));
}
