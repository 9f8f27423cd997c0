import { withTables } from "@mlsys/checks";
import { describe, expect, test } from "vitest";
import { databases, storeTable } from "../support/databases.ts";
import { gxCasesExist } from "../support/gx-cases.ts";
import { figures, gxSuites } from "../support/gx-suites.ts";

/** Differences by engine and case, with the reason. */
const OTHERWISE: Readonly<Record<string, string>> = {
  "postgres: expect_column_stdev_to_be_between: positive_test__exact_min_and_max":
    "the bound is the figure to its last bit, and PostgreSQL's own variance differs in that",
};

describe.skipIf(!gxCasesExist).each(databases)("Great Expectations' own tests in $name", ({ open, isThere }) => {
  test.skipIf(!isThere)(
    "give the verdicts, counts and rows that they give in memory, or are not evaluated",
    async () => {
      const database = await open();
      if (database.dialect === "postgres") await database.execute("begin");
      const differing: string[] = [];
      const refused: string[] = [];
      const cases = gxSuites();
      for (const { name, suite, others, table, ...own } of cases) {
        const [expected] = (await suite.run(own.expected)).results;
        const [found] = (await suite.run(withTables(await storeTable(database, table), others))).results;
        if (found?.outcome === "notEvaluated" && found.reason === "notSupported")
          refused.push(`${name}: ${found.message}`);
        else if (Object.hasOwn(OTHERWISE, `${database.dialect}: ${name}`)) continue;
        else if (JSON.stringify(figures(found)) !== JSON.stringify(figures(expected)))
          differing.push(
            `${name}: ${JSON.stringify(figures(found))} for ${JSON.stringify(figures(expected))}: ${found?.message ?? ""}`,
          );
      }
      if (database.dialect === "postgres") await database.execute("commit");
      await database.close();
      expect(differing).toEqual([]);
      expect(refused).toEqual([]);
      expect(cases.length).toBeGreaterThan(150);
    },
    120_000,
  );
});
