import { stratifiedKFold, trainTestSplit } from "@mlsys/split";
import type { BenchmarkCase } from "../benchmark-case.ts";

const ROWS = 1_000_000;

/** Splits of a million rows. */
export const cases: readonly BenchmarkCase[] = [
  splitCase("split-1e6", 2, (rows) => () => trainTestSplit(rows, { testSize: 0.2, randomState: 42 })),
  splitCase(
    "split-1e6-stratified",
    8,
    (rows, y) => () => trainTestSplit(rows, { testSize: 0.2, randomState: 42, stratify: y }),
  ),
  splitCase("stratified-kfold-1e6", 8, (_, y) => () => [...stratifiedKFold({ nSplits: 5 }).split(ROWS, { y })]),
];

function splitCase(
  name: string,
  goal: number,
  work: (rows: Int32Array, y: Int32Array) => () => unknown,
): BenchmarkCase {
  return {
    name,
    n: ROWS,
    peer: { python: "sklearn" },
    goal,
    prepare: async () => {
      const rows = Int32Array.from({ length: ROWS }, (_, i) => i);
      return {
        run: work(
          rows,
          rows.map((i) => i % 3),
        ),
      };
    },
  };
}
