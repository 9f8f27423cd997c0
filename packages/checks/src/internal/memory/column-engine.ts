import { columnDuplicates } from "./accumulators/column-duplicates.ts";
import { columnValueCounts } from "./accumulators/column-value-counts.ts";
import type { Engine } from "./engine.ts";
import { chunkJudge } from "./judge-chunk.ts";

/** Judges and counts typed columns, any number of rows and any condition, in tight loops over numbers, codes and bytes. */
export const columnEngine: Engine = {
  judgeOf: chunkJudge,
  accumulators: { duplicates: columnDuplicates, values: columnValueCounts },
};
