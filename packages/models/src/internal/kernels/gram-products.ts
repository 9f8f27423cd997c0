import { gramShares, gramWidth, PANEL } from "./kernel-contract.ts";
import type { KernelRows } from "./kernel-contract.ts";
import { inRounds } from "./row-rounds.ts";

/** See {@link LinearKernel.gram}; undefined where there is no room. */
export function gramProducts(problem: KernelRows, shift: Float64Array): Float64Array | undefined {
  const { rows, p, t } = problem;
  const width = gramWidth(p, t);
  const room = { panel: width * PANEL, areas: [width * width] };
  return inRounds(problem, shift, { loop: "gramRows", ...gramShares(rows, p, t), ...room })?.[0];
}
