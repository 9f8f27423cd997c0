import { randomState as generator } from "@mlsys/core";
import type { TrainTestIndices } from "../splitter.ts";
import type { ParsedFoldOptions } from "./fold-options.ts";
import { eachFold, evenSizes } from "./folds.ts";

export function foldsOf(n: number, { nSplits, shuffle, randomState }: ParsedFoldOptions): Generator<TrainTestIndices> {
  const order = shuffle ? generator(randomState).permutation(n) : undefined;
  const foldOf = new Int32Array(n);
  let place = 0;
  evenSizes(n, nSplits).forEach((size, fold) => {
    for (const end = place + size; place < end; place++) foldOf[order?.[place] ?? place] = fold;
  });
  return eachFold(foldOf, nSplits);
}
