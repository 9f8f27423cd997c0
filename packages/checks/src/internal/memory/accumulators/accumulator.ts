import type { Chunk } from "../chunk.ts";
import type { Engine } from "../engine.ts";

/** The state of one aggregate while chunks go by. */
export interface Accumulator<Answer> {
  /** Takes in a chunk; `kept` holds 1 for the rows that count, undefined when all do. */
  readonly add: (chunk: Chunk, kept: Uint8Array | undefined) => void;
  /** The answer over all chunks. */
  readonly answer: () => Answer;
  /** What there is to know so far, for another accumulator of the same request; undefined where that cannot be handed over. */
  readonly save?: (() => unknown) | undefined;
  /** Takes in what was saved of the rows that follow; `offset` is how many rows came before them. */
  readonly absorb?: ((saved: never, offset: number) => void) | undefined;
}

/** What every accumulator may ask of the run. */
export interface AccumulatorContext extends Engine {
  /** Rows of evidence a check. */
  readonly examples: number;
}

/** Number of rows that count. */
export function keptRows(length: number, kept: Uint8Array | undefined): number {
  if (kept === undefined) return length;
  let count = 0;
  for (let i = 0; i < length; i++) count += kept[i] ?? 0;
  return count;
}
