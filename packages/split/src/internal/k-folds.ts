import { randomState as generator } from "@mlsys/core";
import type { TrainTestIndices } from "../splitter.ts";
import type { ParsedFoldOptions } from "./fold-options.ts";
import { eachFold, eachFoldOfRuns, evenSizes } from "./folds.ts";

export function foldsOf(n: number, { nSplits, shuffle, randomState }: ParsedFoldOptions): Generator<TrainTestIndices> {
  const sizes = evenSizes(n, nSplits);
  if (!shuffle) {
    const starts = new Int32Array(nSplits + 1);
    sizes.forEach((size, fold) => (starts[fold + 1] = (starts[fold] ?? 0) + size));
    return eachFoldOfRuns({ starts, folds: Int32Array.from(sizes.keys()) }, nSplits);
  }
  const order = generator(randomState).permutation(n);
  const foldOf = new Int32Array(n);
  let place = 0;
  sizes.forEach((size, fold) => {
    for (const end = place + size; place < end; place++) foldOf[order[place] as number] = fold;
  });
  return eachFold(foldOf, nSplits);
}
