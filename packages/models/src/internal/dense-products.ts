import type { Matrix } from "@mlsys/core";
import { scoreKernelCode } from "./score-kernel-code.ts";
import { passRows, rowKernel } from "./score-loops.ts";
import type { RowKernel } from "./score-loops.ts";
import type { Team } from "./threads/team.ts";

const kernel: RowKernel = /* @__PURE__ */ rowKernel(scoreKernelCode);

/** Fewer rows, or fewer products, are soon multiplied in any way, without copies of the weights. */
const [FEWEST_ROWS, LEAST] = [16, 4096];

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
  team: (() => Team | undefined) | undefined,
): boolean | undefined {
  const work = rows * cols * k;
  if (rows < FEWEST_ROWS || work < LEAST) return undefined;
  const width = k === 1 ? 1 : (k + 3) & ~3;
  let w = W;
  if (width !== k) {
    w = new Float64Array(cols * width);
    for (let j = 0; j < cols; j++) for (let c = 0; c < k; c++) w[j * width + c] = W[j * k + c] as number;
  }
  const moved = new Float64Array(width);
  if (offsets !== undefined) moved.set(offsets);
  const [loop, sizes] = k === 1 ? (["scoreRows", []] as const) : (["scoreMany", [width, k]] as const);
  const others = passRows({ kernel, team, loop, X: data, cols, out, tables: [w, moved], sizes, work });
  return others === undefined ? undefined : others === 0;
}
