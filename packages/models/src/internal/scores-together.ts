import { isCsrMatrix, Matrix } from "@mlsys/core";
import type { CsrMatrix } from "@mlsys/core";
import { allFinite } from "./all-finite.ts";
import { tablesOf } from "./dense-products.ts";
import { assertFinite } from "./features.ts";
import { linearScores } from "./linear-scores.ts";
import { scoreKernelCode } from "./score-kernel-code.ts";
import { passRows, rowKernel, worthSharing } from "./score-loops.ts";
import type { RowKernel } from "./score-loops.ts";

const kernel: RowKernel = /* @__PURE__ */ rowKernel(scoreKernelCode);

/** What {@link linearScores} gives, of many rows by several threads: apart from it, as what only predicts needs no threads. */
export function scoresTogether(
  where: string,
  X: Matrix | CsrMatrix,
  W: Float64Array,
  k: number,
  offsets: Float64Array | undefined,
): Matrix {
  const work = X.rows * X.cols * k;
  // An element of 0 adds nothing, also where a weight is infinite.
  if (isCsrMatrix(X) || !worthSharing(work) || !allFinite(W)) return linearScores(where, X, W, k, offsets);
  const scores = new Matrix(X.rows, k);
  const tables = tablesOf(W, X.cols, k, offsets);
  const [loop, sizes] = k === 1 ? (["scoreRows", []] as const) : (["scoreMany", [tables[1].length, k]] as const);
  const others = passRows({ kernel, loop, X: X.data, cols: X.cols, out: scores.data, tables, sizes, work });
  if (others === undefined) return linearScores(where, X, W, k, offsets);
  if (others > 0 && !allFinite(scores.data)) assertFinite(X, where);
  return scores;
}
