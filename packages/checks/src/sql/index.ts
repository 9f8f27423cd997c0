export { sqlTable } from "./sql-table.ts";
export type { SqlDialect, SqlQuery, SqlTableOptions } from "./sql-table.ts";
