import type { AggregateName, InMemory } from "../../aggregates/aggregate.ts";
import type { Expression } from "../../expressions/expression.ts";
import type { Chunk } from "./chunk.ts";

/** How many rows of a chunk meet a condition, how many are undecided, and in how many of these the value is NaN. */
export interface ChunkCounts {
  readonly met: number;
  readonly undecided: number;
  readonly nan: number;
}

/** Judges all rows of a chunk. */
export interface ChunkJudge {
  /** Writes a verdict a row. */
  readonly judge: (chunk: Chunk, out: Uint8Array) => void;
  /** The column that it is about, where it is one. */
  readonly column?: string | undefined;
  /** Counts the verdicts where that takes no look at each row: by category, by the range of the numbers. */
  readonly count?: ((chunk: Chunk) => ChunkCounts | undefined) | undefined;
}

/** How data in memory is judged and counted. */
export interface Engine {
  /** Makes the judge of a condition. */
  readonly judgeOf: (condition: Expression) => ChunkJudge;
  /** Accumulators that are faster than those that requests bring along, by the names of the aggregates. */
  readonly accumulators: Readonly<Partial<Record<AggregateName, InMemory>>>;
}
