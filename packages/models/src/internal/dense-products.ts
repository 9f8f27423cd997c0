import type { Matrix } from "@mlsys/core";
import { scoreKernelCode } from "./score-kernel-code.ts";
import { LentMemory } from "./threads/kernel-memory.ts";
import { FIRST } from "./web-assembly.ts";

/** What the module exports; addresses are bytes from the start of its memory. */
type ScoreLoops = Readonly<Record<"scoreRows" | "scoreMany", (...values: readonly number[]) => void>>;

const lent: LentMemory<ScoreLoops> = /* @__PURE__ */ new LentMemory(scoreKernelCode, false);

/** Fewer rows, or fewer products, are soon multiplied in any way, without copies of the weights. */
const [FEWEST_ROWS, LEAST] = [16, 4096];
/** Numbers of X that are worked on at once: they stay in the second cache. */
const AT_ONCE = 1 << 15;

/**
 * out = X·W + offsets in WebAssembly, for W of features × k; out is rows × k. Whether sums of it tell that all is finite. Undefined where
 * WebAssembly is not to be had, or not worth it: nothing is written then.
 */
export function multipliedFast(
  { rows, cols, data }: Matrix,
  W: Float64Array,
  k: number,
  offsets: Float64Array | undefined,
  out: Float64Array,
): boolean | undefined {
  if (rows < FEWEST_ROWS || rows * cols * k < LEAST) return undefined;
  const tables = tablesOf(W, cols, k, offsets);
  const atOnce = Math.min(rows, Math.max(FEWEST_ROWS, Math.floor(AT_ONCE / cols)));
  // Loops may write four numbers beyond the last row.
  const lengths = [tables[0].length, tables[1].length, 1, atOnce * cols, atOnce * k + 4].map((size) => (size + 1) & ~1);
  const borrowed = lent.borrow(8 * lengths.reduce((sum, length) => sum + length));
  if (borrowed === undefined) return undefined;
  let at = FIRST;
  const [w, moved, flags, x, scores] = lengths.map((length) => {
    const place = new Float64Array(borrowed.memory.buffer, at, length);
    at += 8 * length;
    return place;
  }) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  w.set(tables[0]);
  moved.set(tables[1]);
  const flag = new Int32Array(flags.buffer, flags.byteOffset, 1);
  const sizes = k === 1 ? [] : [tables[1].length, k];
  let others = 0;
  for (let start = 0; start < rows; start += atOnce) {
    const count = Math.min(atOnce, rows - start);
    x.set(data.subarray(start * cols, (start + count) * cols));
    const given = [0, atOnce, count, x.byteOffset, cols, scores.byteOffset, 0, flag.byteOffset] as const;
    borrowed.loops[k === 1 ? "scoreRows" : "scoreMany"](...given, w.byteOffset, moved.byteOffset, ...sizes);
    others += flag[0] as number;
    out.set(scores.subarray(0, count * k), start * k);
  }
  lent.giveBack(borrowed);
  return others === 0;
}

/** W and the offsets as the loops read them: of several columns, their number is rounded up to a multiple of 4. */
export function tablesOf(
  W: Float64Array,
  cols: number,
  k: number,
  offsets: Float64Array | undefined,
): readonly [Float64Array, Float64Array] {
  const width = k === 1 ? 1 : (k + 3) & ~3;
  const moved = new Float64Array(width);
  if (offsets !== undefined) moved.set(offsets);
  if (width === k) return [W, moved];
  const w = new Float64Array(cols * width);
  for (let j = 0; j < cols; j++) for (let c = 0; c < k; c++) w[j * width + c] = W[j * k + c] as number;
  return [w, moved];
}
