import { withTables } from "@mlsys/checks";
import type { CheckResult, CheckSuite, DataSource, MemoryData } from "@mlsys/checks";
import { fromGreatExpectations } from "@mlsys/checks/great-expectations";
import type { ContractTable, ContractType } from "@mlsys/checks/testing";
import { columnsOf, dataOf, gxCases } from "./gx-cases.ts";

/** A case as a suite on columns of one type each. */
export interface GxSuite {
  readonly name: string;
  readonly suite: CheckSuite;
  /** What an engine must agree with. */
  readonly expected: MemoryData | DataSource;
  /** What is put beside the table. */
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

/** The cases that are a suite, on columns of one type each. */
export function gxSuites(): GxSuite[] {
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

/** What engines must agree on. */
export function figures(result: CheckResult | undefined): unknown {
  const { outcome, unexpectedCount, elementCount, missingCount, unexpectedIndices, observedValue } = result ?? {};
  const observed = typeof observedValue === "number" ? Number(observedValue.toPrecision(9)) : observedValue;
  return { outcome, unexpectedCount, elementCount, missingCount, unexpectedIndices, observed };
}
