import type { RandomState } from "@mlsys/core";
import type { TrainTestIndices } from "../splitter.ts";
import type { Sizes } from "./sizes.ts";

export function drawSplit(n: number, { train, test }: Sizes, rng: RandomState): TrainTestIndices {
  const order = rng.permutation(n);
  return { train: order.subarray(test, test + train), test: order.subarray(0, test) };
}
