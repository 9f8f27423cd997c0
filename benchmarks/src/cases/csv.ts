import { join } from "node:path";
import { randomState, Table } from "@mlsys/core";
import { readCsv, writeCsv } from "@mlsys/data";
import type { BenchmarkCase } from "../benchmark-case.ts";

const ROWS = 1_000_000;

/** A million rows of ten numeric columns, from disk into a table; pandas with its C engine. */
export const cases: readonly BenchmarkCase[] = [
  {
    name: "csv-1e6x10",
    n: ROWS,
    peer: { python: "pandas" },
    goal: 1,
    prepare: async (folder) => {
      const path = join(folder, "data.csv");
      const rng = randomState(0);
      const names = Array.from({ length: 10 }, (_, j) => `x${j}`);
      await writeCsv(Table.from(Object.fromEntries(names.map((name) => [name, rng.standardNormal(ROWS)]))), path);
      return { run: () => readCsv(path) };
    },
  },
];
