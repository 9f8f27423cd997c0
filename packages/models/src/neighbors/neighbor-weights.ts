import type { Neighbors } from "./neighbor-search.ts";

/** What each neighbor counts, rows × k: the inverse of its distance, or only those at distance 0 where there are any. */
export function neighborWeights({ distances }: Neighbors, kind: "uniform" | "distance"): Float64Array | undefined {
  if (kind === "uniform") return undefined;
  const { rows, cols: k, data } = distances;
  const weights = data.map((distance) => 1 / distance);
  for (let i = 0; i < rows; i++) {
    const own = weights.subarray(i * k, (i + 1) * k);
    if (!own.includes(Infinity)) continue;
    for (let n = 0; n < k; n++) own[n] = own[n] === Infinity ? 1 : 0;
  }
  return weights;
}
