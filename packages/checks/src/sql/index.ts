export { queryFindsNothing } from "./query-finds-nothing.ts";
export type { QueryFindsNothingOptions } from "./query-finds-nothing.ts";
export { sqlTable } from "./sql-table.ts";
export type { SqlDialect, SqlQuery, SqlTableOptions } from "./sql-table.ts";
