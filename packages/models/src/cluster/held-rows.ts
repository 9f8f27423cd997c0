import { Matrix } from "@mlsys/core";
import { RowArena } from "../internal/row-loops/row-arena.ts";

/** Rows to cluster, where the loops find them. */
export interface HeldRows {
  readonly arena: RowArena;
  readonly X: Matrix;
  readonly weights: Float64Array;
  /** Rows of a task, and tasks: they do not depend on the machine, so that sums come out the same everywhere. */
  readonly block: number;
  readonly blocks: number;
  /** Room for three numbers a row, for what comes one after the other. */
  readonly spare: readonly [Float64Array, Float64Array, Float64Array];
  /** Room for a number a task. */
  readonly perBlock: Float64Array;
}

/** Takes room for n rows and k clusters; X and weights are all 0. */
export function holdRows(n: number, p: number, k: number): HeldRows {
  const block = Math.max(2048, 4 * k, Math.ceil(n / 4000));
  const blocks = Math.ceil(n / block);
  const width = (k + 7) & ~7;
  const doubles = n * (p + 4) + k * (p + 3) + width * p + blocks * (k * (p + 1) + width + 2);
  const arena = new RowArena(8 * doubles + 4 * n, Infinity);
  return {
    arena,
    X: new Matrix(n, p, arena.doubles(n * p)),
    weights: arena.doubles(n),
    block,
    blocks,
    spare: [arena.doubles(n), arena.doubles(n), arena.doubles(n)],
    perBlock: arena.doubles(blocks),
  };
}
