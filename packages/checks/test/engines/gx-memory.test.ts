import { withTables } from "@mlsys/checks";
import type { MemoryData } from "@mlsys/checks";
import { describe, expect, test } from "vitest";
import { arrowTable } from "../support/arrow.ts";
import { batchesOf } from "../support/batches.ts";
import { figures, gxSuites } from "../support/gx-suites.ts";
import type { GxSuite } from "../support/gx-suites.ts";
import { gxCasesExist } from "../support/gx-cases.ts";

type Engine = readonly [name: string, dataOf: (prepared: GxSuite) => MemoryData];

const arrow = (texts: "plain" | "dictionary", chunkRows: number): Engine => [
  `an Arrow table with texts ${texts}, in chunks of ${chunkRows} rows`,
  ({ table }) => arrowTable(table.columns, table.types, { texts, chunkRows }),
];
const stream = (size: number): Engine => [
  `a stream in batches of ${size} rows`,
  ({ table }) => batchesOf(table.columns, table.numRows, size),
];

describe.skipIf(!gxCasesExist)("Great Expectations' own tests, as in memory, but for what takes two passes", () => {
  test.each([arrow("plain", 1000), arrow("dictionary", 2), stream(1), stream(7), stream(1000)])(
    "on %s",
    async (_, dataOf) => {
      const differing: string[] = [];
      let refused = 0;
      const suites = gxSuites();
      for (const prepared of suites) {
        const { name, suite, others } = prepared;
        const [expected] = (await suite.run(prepared.expected)).results;
        const [found] = (await suite.run(withTables(dataOf(prepared), others))).results;
        if (found?.outcome === "notEvaluated" && found.reason === "notSupported") refused += 1;
        else if (JSON.stringify(figures(found)) !== JSON.stringify(figures(expected)))
          differing.push(
            `${name}: ${JSON.stringify(figures(found))} for ${JSON.stringify(figures(expected))}: ${found?.message ?? ""}`,
          );
      }
      expect(differing).toEqual([]);
      expect(refused).toBeLessThan(30);
      expect(suites.length - refused).toBeGreaterThan(200);
    },
    60_000,
  );
});
