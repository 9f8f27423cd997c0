import { integer, parseOptions, randomSeed } from "@mlsys/core";
import type { RandomStateInput } from "@mlsys/core";
import { SplitError } from "../split-error.ts";
import type { ShuffleSplitOptions } from "../shuffle-split.ts";
import { size } from "./sizes.ts";

export interface ParsedShuffleOptions {
  readonly nSplits: number;
  readonly testSize: number | undefined;
  readonly trainSize: number | undefined;
  readonly randomState: RandomStateInput;
}

export function parseShuffleOptions(
  owner: string,
  options: ShuffleSplitOptions | undefined,
  nSplits: number,
): ParsedShuffleOptions {
  return parseOptions(
    owner,
    options,
    {
      nSplits: { rule: integer({ min: 1 }), default: nSplits },
      testSize: { rule: size() },
      trainSize: { rule: size() },
      randomState: { rule: randomSeed() },
    },
    SplitError,
  );
}
