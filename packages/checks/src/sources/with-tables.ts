import { ChecksError } from "../checks-error.ts";
import { isDataSource } from "../internal/data-source.ts";
import { memorySource } from "../internal/memory/memory-source.ts";
import { showValue } from "@mlsys/core/basics";
import type { DataSource, MemoryData } from "./source.ts";

/**
 * Data with other tables beside it, for the checks that look into them: `isForeignKey`, `rowCountEqualsTable`. A table of a database needs
 * none: it finds the others in its database.
 *
 * @param data - the data to check: whatever `suite.run` takes.
 * @param tables - the other tables by name: again whatever `suite.run` takes. A stream can be looked into once only.
 * @returns the source, for `suite.run`.
 * @throws {ChecksError} `invalidData` when something is no table, `invalidOption` when the tables are no record.
 *
 * @example
 * ```ts
 * import { checkSuite, isForeignKey, withTables } from "@mlsys/checks";
 *
 * const suite = checkSuite("orders", [isForeignKey("customer", { table: "customers", key: "id" })]);
 * const report = await suite.run(withTables({ customer: [1, 2, 9] }, { customers: { id: [1, 2, 3] } }));
 * report.results[0]?.unexpectedExamples; // => [9]
 * ```
 */
export function withTables(
  data: MemoryData | DataSource,
  tables: Readonly<Record<string, MemoryData | DataSource>>,
): DataSource {
  if (typeof tables !== "object" || (tables as unknown) === null)
    throw new ChecksError({
      code: "invalidOption",
      what: "the tables are no record by name",
      where: "withTables",
      found: showValue(tables),
      fix: "give { customers: rows }",
    });
  const others = new Map(Object.entries(tables).map(([name, each]) => [name, sourceOf(each)]));
  const own = sourceOf(data);
  return { ...own, table: (name) => others.get(name) ?? own.table?.(name) };
}

function sourceOf(data: MemoryData | DataSource): DataSource {
  return isDataSource(data) ? data : memorySource(data);
}
