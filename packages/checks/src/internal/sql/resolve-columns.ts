import type { Aggregate } from "../../aggregates/aggregate.ts";
import { columnsIn } from "../expressions/columns-in.ts";
import type { SqlColumn } from "./sql-column.ts";

/**
 * The columns of a table under the names that requests use: the exact name, else the only one that differs in case. Two that
 * differ in case only stay apart, and a name that fits both in part is not found.
 */
export function resolveColumns(
  columns: readonly SqlColumn[],
  requests: readonly Aggregate[],
): ReadonlyMap<string, SqlColumn> {
  const wanted = new Set(requests.flatMap(columnsIn));
  const exact = new Set(columns.map(({ name }) => name));
  const aliases = new Map<SqlColumn, string>();
  for (const name of wanted) {
    if (exact.has(name)) continue;
    const alike = columns.filter((column) => column.name.toLowerCase() === name.toLowerCase());
    const [only] = alike;
    if (only !== undefined && alike.length === 1 && !wanted.has(only.name)) aliases.set(only, name);
  }
  return new Map(columns.map((column) => [aliases.get(column) ?? column.name, column]));
}
