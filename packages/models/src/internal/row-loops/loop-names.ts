import type { RowLoops } from "./row-loops.ts";

/** The names of the loops; a thread is told a place in this list. */
export const loopNames = [
  "searchRows",
  "takeCloser",
  "assignRows",
  "sortValues",
  "findBins",
  "logisticDerivatives",
  "gatherPairs",
  "divideRows",
  "collectRows",
  "splitFeatures",
  "addLeaves",
  "descendRows",
] as const satisfies readonly (keyof RowLoops)[];
