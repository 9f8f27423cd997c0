import { showValue } from "@mlsys/core";
import type { Matrix } from "@mlsys/core";
import { ModelsError } from "../models-error.ts";
import type { Neighbors } from "./neighbor-search.ts";

/** Weights of at least 0 for the distances of a row from its neighbors, the nearest first. */
export type DistanceWeights = (distances: Float64Array) => ArrayLike<number>;

/** What each neighbor counts, rows × k: the inverse of its distance, or only those at distance 0 where there are any. */
export function neighborWeights(
  owner: string,
  { distances }: Neighbors,
  kind: "uniform" | "distance" | DistanceWeights,
): Float64Array | undefined {
  if (kind === "uniform") return undefined;
  const { rows, cols: k, data } = distances;
  if (typeof kind === "function") return givenWeights(owner, distances, kind);
  const weights = data.map((distance) => 1 / distance);
  for (let i = 0; i < rows; i++) {
    const own = weights.subarray(i * k, (i + 1) * k);
    if (!own.includes(Infinity)) continue;
    for (let n = 0; n < k; n++) own[n] = own[n] === Infinity ? 1 : 0;
  }
  return weights;
}

function givenWeights(owner: string, { rows, cols: k, data }: Matrix, give: DistanceWeights): Float64Array {
  const weights = new Float64Array(data.length);
  for (let i = 0; i < rows; i++) {
    const own = Array.from(give(data.slice(i * k, (i + 1) * k)));
    if (
      own.length !== k ||
      !own.every((weight) => weight >= 0 && weight < Infinity) ||
      !own.some((weight) => weight > 0)
    ) {
      throw new ModelsError({
        code: "invalidInput",
        what: "weights gave what are no weights",
        where: `${owner}, row ${i}`,
        found: showValue(own),
        fix: `give ${k} numbers of at least 0, one for each distance, not all of them 0`,
      });
    }
    weights.set(own, i * k);
  }
  return weights;
}
