import { withTables } from "@mlsys/checks";
import type { CheckResult, CheckSuite, DataSource, MemoryData } from "@mlsys/checks";
import { fromGreatExpectations } from "@mlsys/checks/great-expectations";
import type { ContractTable, ContractType } from "@mlsys/checks/testing";
import { describe, expect, test } from "vitest";
import { databases, storeTable } from "../support/databases.ts";
import { columnsOf, dataOf, gxCases, gxCasesExist } from "../support/gx-cases.ts";

interface Prepared {
  readonly name: string;
  readonly suite: CheckSuite;
  /** What the database must agree with. */
  readonly expected: MemoryData | DataSource;
  /** What is put beside the table of the database. */
  readonly others: Readonly<Record<string, MemoryData>>;
  readonly table: ContractTable;
}

/** The one type that a database could give a column; undefined where its values are of several. */
function typeOf(values: readonly unknown[]): ContractType | undefined {
  const present = values.filter((value) => value !== null);
  const all = (accepts: (value: unknown) => boolean): boolean => present.every(accepts);
  if (all((value) => Number.isSafeInteger(value))) return "integer";
  if (all((value) => typeof value === "number" && Number.isFinite(value))) return "double";
  if (all((value) => typeof value === "boolean")) return "boolean";
  if (all((value) => value instanceof Date)) return "date";
  return all((value) => typeof value === "string") ? "string" : undefined;
}

/** The cases that are a suite, on columns that a database can hold. */
function prepared(): Prepared[] {
  return gxCases().flatMap((gx, i) => {
    const columns = columnsOf(gx);
    const types = Object.entries(columns).map(([name, values]) => [name, typeOf(values)] as const);
    if (types.length === 0 || types.some(([name, type]) => type === undefined || name.toLowerCase() === "row"))
      return [];
    try {
      const suite = fromGreatExpectations({ expectations: [{ type: gx.expectation, kwargs: gx.kwargs }] });
      const numRows = Object.values(columns)[0]?.length ?? 0;
      const numbered = { row: Array.from({ length: numRows }, (_, row) => row), ...columns };
      const table = {
        name: `gx_${i}`,
        types: { row: "integer" as const, ...Object.fromEntries(types) },
        columns: numbered,
        numRows,
      } as ContractTable;
      const others = gx.other === undefined ? {} : { [String(gx.kwargs["other_table_name"])]: gx.other };
      const expected = "unexpected_rows_query" in gx.kwargs ? dataOf(gx) : withTables(numbered, others);
      return [{ name: `${gx.expectation}: ${gx.title}`, suite, others, expected, table }];
    } catch {
      return [];
    }
  });
}

/** Differences by engine and case, with the reason. */
const OTHERWISE: Readonly<Record<string, string>> = {
  "postgres: expect_column_stdev_to_be_between: positive_test__exact_min_and_max":
    "the bound is the figure to its last bit, and PostgreSQL's own variance differs in that",
};

function figures(result: CheckResult | undefined): unknown {
  const { outcome, unexpectedCount, elementCount, missingCount, unexpectedIndices, observedValue } = result ?? {};
  const observed = typeof observedValue === "number" ? Number(observedValue.toPrecision(9)) : observedValue;
  return { outcome, unexpectedCount, elementCount, missingCount, unexpectedIndices, observed };
}

describe.skipIf(!gxCasesExist).each(databases)("Great Expectations' own tests in $name", ({ open, isThere }) => {
  test.skipIf(!isThere)(
    "give the verdicts, counts and rows that they give in memory, or are not evaluated",
    async () => {
      const database = await open();
      if (database.dialect === "postgres") await database.execute("begin");
      const differing: string[] = [];
      let refused = 0;
      const cases = prepared();
      for (const { name, suite, others, table, ...own } of cases) {
        const [expected] = (await suite.run(own.expected)).results;
        const [found] = (await suite.run(withTables(await storeTable(database, table), others))).results;
        if (found?.outcome === "notEvaluated" && found.reason === "notSupported") refused += 1;
        else if (Object.hasOwn(OTHERWISE, `${database.dialect}: ${name}`)) continue;
        else if (JSON.stringify(figures(found)) !== JSON.stringify(figures(expected)))
          differing.push(
            `${name}: ${JSON.stringify(figures(found))} for ${JSON.stringify(figures(expected))}: ${found?.message ?? ""}`,
          );
      }
      if (database.dialect === "postgres") await database.execute("commit");
      await database.close();
      expect(differing).toEqual([]);
      expect(cases.length - refused).toBeGreaterThan(150);
    },
    120_000,
  );
});
