import type { Matrix } from "@mlsys/core";
import { scoreKernelCode } from "./score-kernel-code.ts";
import { LentMemory } from "./threads/kernel-memory.ts";
import { FIRST } from "./web-assembly.ts";

/** What the module exports; addresses are bytes from the start of its memory. */
interface ScoreLoops {
  scoreRows(...values: readonly number[]): void;
  scoreMany(...values: readonly number[]): void;
}

const lent: LentMemory<ScoreLoops> = /* @__PURE__ */ new LentMemory(scoreKernelCode, false);

/** Fewer rows, or fewer products, are soon multiplied in any way, without copies of the weights. */
const [FEWEST_ROWS, LEAST] = [16, 4096];
/** Numbers of X that are worked on at once: they stay in the second cache. */
const AT_ONCE = 1 << 15;

/**
 * out = X·W + offsets in WebAssembly, for W of features × k; out is rows × k. False where it is not to be had, or not worth it: nothing is
 * written then.
 */
export function multipliedFast(
  { rows, cols, data }: Matrix,
  W: Float64Array,
  k: number,
  offsets: Float64Array | undefined,
  out: Float64Array,
): boolean {
  if (rows < FEWEST_ROWS || rows * cols * k < LEAST) return false;
  const width = k === 1 ? 1 : (k + 3) & ~3;
  const atOnce = Math.min(rows, Math.max(FEWEST_ROWS, Math.floor(AT_ONCE / cols)));
  const lengths = [cols * width, width, atOnce * cols, atOnce * k].map((length) => (length + 5) & ~1);
  const borrowed = lent.borrow(8 * lengths.reduce((sum, length) => sum + length));
  if (borrowed === undefined) return false;
  let at = FIRST;
  const [w, moved, x, scores] = lengths.map((length) => {
    const place = new Float64Array(borrowed.memory.buffer, at, length);
    at += 8 * length;
    return place;
  }) as [Float64Array, Float64Array, Float64Array, Float64Array];
  if (width === k) w.set(W);
  else for (let j = 0; j < cols; j++) for (let c = 0; c < k; c++) w[j * width + c] = W[j * k + c] as number;
  moved.fill(0);
  if (offsets !== undefined) moved.set(offsets);
  for (let start = 0; start < rows; start += atOnce) {
    const count = Math.min(atOnce, rows - start);
    x.set(data.subarray(start * cols, (start + count) * cols));
    const given = [x.byteOffset, count, cols, w.byteOffset] as const;
    if (k === 1) borrowed.loops.scoreRows(...given, moved[0] as number, scores.byteOffset);
    else borrowed.loops.scoreMany(...given, width, k, moved.byteOffset, scores.byteOffset);
    out.set(scores.subarray(0, count * k), start * k);
  }
  lent.giveBack(borrowed);
  return true;
}
