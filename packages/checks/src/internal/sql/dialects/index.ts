import type { SqlDialect } from "./dialect.ts";
import { duckdb } from "./duckdb.ts";
import { mariadb, mysql } from "./mysql.ts";
import { postgres } from "./postgres.ts";
import { sqlite } from "./sqlite.ts";
import { bigquery, snowflake, spark, trino } from "./warehouses.ts";

/** The dialects by name. */
export const dialects = { postgres, mysql, mariadb, duckdb, sqlite, spark, trino, bigquery, snowflake } as const;

/** The names of the dialects. */
export type SqlDialectName = keyof typeof dialects;

/** The dialect of a name. */
export function dialectOf(name: SqlDialectName): SqlDialect {
  return dialects[name];
}
