import { boostingLoops } from "./boosting-loops.ts";
import { clusterLoops } from "./cluster-loops.ts";
import { descentLoops } from "./descent-loops.ts";
import { memoryViews } from "./memory-views.ts";
import { neighborLoops } from "./neighbor-loops.ts";

/**
 * Inner loops over rows in one memory. Each call does one task of several that may run at once, and writes only what is the task's
 * own; so results do not depend on who does which task.
 */
export type RowLoops = ReturnType<typeof boostingLoops> &
  ReturnType<typeof clusterLoops> &
  ReturnType<typeof descentLoops> &
  ReturnType<typeof neighborLoops>;

/** The loops without WebAssembly: twin of kernels/row-kernel.as. */
export function plainLoops(buffer: ArrayBufferLike): RowLoops {
  const views = memoryViews(buffer);
  return { ...boostingLoops(views), ...clusterLoops(views), ...descentLoops(views), ...neighborLoops(views) };
}
