import type { RowLoops } from "./row-loops.ts";

/** The names of the loops; a thread is told a place in this list. */
export const loopNames = [
  "searchRows",
  "takeCloser",
  "assignRows",
  "sortValues",
  "findBins",
  "logisticDerivatives",
  "divideRows",
  "splitFeatures",
  "addLeaves",
  "descendRows",
] as const satisfies readonly (keyof RowLoops)[];
