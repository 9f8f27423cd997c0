import { bound, raw, sql } from "../fragment.ts";
import type { Fragment } from "../fragment.ts";
import { LOOKAROUND_BOUNDARY, printPattern } from "../print-pattern.ts";
import { quoted } from "../quoted.ts";
import type { SqlColumnType } from "../sql-column.ts";
import type { SqlDialect } from "./dialect.ts";
import { informationSchema, isWholeDecimal, standard, typeByName } from "./standard.ts";

const re2 = { any: "(?s:.)", end: "\\z", boundary: ["\\b", "\\B"] as const, repeatLimit: 1000 };

/** Spark SQL 3.4 and newer, Databricks SQL. Named columns come from DESCRIBE; backslashes in bound values are plain. */
export const spark: SqlDialect = {
  ...standard,
  name: "Spark SQL",
  quoteWith: "`",
  catalogue: (path) => sql`describe table ${raw(path.map((part) => quoted(part, "`")).join("."))}`,
  typeOf: typeByName,
  canonical: (column, type) =>
    byKind(column, type, {
      double: sql`nullif(${column}, double('NaN'))`,
      boolean: sql`cast(${column} as int)`,
      date: sql`unix_millis(cast(${column} as timestamp))`,
      text: sql`cast(${column} as string)`,
    }),
  isNan: (column, declared) => (isFloat(declared) ? sql`isnan(${column})` : undefined),
  text: (value) => sql`cast(${bound(value)} as string)`,
  asText: (value) => sql`cast(${value} as string)`,
  length: (text) => sql`char_length(${text})`,
  matches: (text, pattern) =>
    sql`${text} rlike ${bound(printPattern(pattern, { ...re2, database: "Spark SQL", boundary: LOOKAROUND_BOUNDARY }))}`,
  quantile: (value, probability, method) =>
    method === "linear"
      ? sql`percentile(${value}, ${probability})`
      : sql`percentile_disc(${probability}) within group (order by ${value})`,
  textHoldsNul: true,
};

/** Trino and Athena. */
export const trino: SqlDialect = {
  ...standard,
  name: "Trino",
  catalogue: (path) =>
    path.length > 2
      ? informationSchema(path.slice(1), "current_schema", `${quoted(path[0] ?? "", '"')}.`)
      : informationSchema(path, "current_schema"),
  typeOf: typeByName,
  canonical: (column, type) =>
    byKind(column, type, {
      double: sql`if(is_nan(${column}), null, ${column})`,
      boolean: sql`cast(${column} as integer)`,
      date: sql`floor(to_unixtime(cast(${column} as timestamp)) * 1000)`,
      text: sql`cast(${column} as varchar)`,
    }),
  isNan: (column, declared) => (isFloat(declared) ? sql`is_nan(${column})` : undefined),
  matches: (text, pattern) =>
    sql`regexp_like(${text}, ${bound(printPattern(pattern, { ...re2, database: "Trino", boundary: LOOKAROUND_BOUNDARY }))})`,
  textHoldsNul: true,
};

/** BigQuery's GoogleSQL. */
export const bigquery: SqlDialect = {
  ...standard,
  name: "BigQuery",
  quoteWith: "`",
  identifierLimit: { length: 1024, unit: "characters" },
  catalogue: (path) => {
    const [name = "", ...before] = [...path].reverse();
    const dataset = before
      .map((part) => `${quoted(part, "`")}.`)
      .reverse()
      .join("");
    return sql`select column_name as name, data_type as type from ${raw(dataset)}INFORMATION_SCHEMA.COLUMNS where table_name = ${bound(name)} order by ordinal_position`;
  },
  typeOf: typeByName,
  canonical: (column, type) =>
    byKind(column, type, {
      double: sql`if(is_nan(${column}), null, ${column})`,
      boolean: sql`cast(${column} as int64)`,
      date: sql`unix_millis(cast(${column} as timestamp))`,
      text: sql`cast(${column} as string)`,
    }),
  isNan: (column, declared) => (isFloat(declared) ? sql`is_nan(${column})` : undefined),
  double: (value) => sql`cast(${bound(Number.isFinite(value) ? value : String(value))} as float64)`,
  integer: (digits) => sql`cast(${bound(digits)} as int64)`,
  decimal: (digits) => sql`cast(${bound(digits)} as bignumeric)`,
  text: (value) => sql`cast(${bound(value)} as string)`,
  asDouble: (value) => sql`cast(${value} as float64)`,
  asText: (value) => sql`cast(${value} as string)`,
  length: (text) => sql`char_length(${text})`,
  matches: (text, pattern) =>
    sql`regexp_contains(${text}, ${bound(printPattern(pattern, { ...re2, database: "BigQuery" }))})`,
  // LIKE has no ESCAPE here; a pattern is matched as a regular expression instead.
  like: (text, pattern) => sql`regexp_contains(${text}, ${bound(likeAsRegex(pattern))})`,
  textHoldsNul: true,
};

/** Snowflake. Its REGEXP_LIKE is anchored, so that matches are counted instead. */
export const snowflake: SqlDialect = {
  ...standard,
  name: "Snowflake",
  catalogue: (path) =>
    path.length > 2
      ? informationSchema(path.slice(1), "current_schema()", `${quoted(path[0] ?? "", '"')}.`)
      : informationSchema(path, "current_schema()"),
  typeOf: (declared) =>
    /^(?:number|decimal|numeric)$/i.test(declared) || isWholeDecimal(declared)
      ? { kind: "number", numeric: "decimal" }
      : typeByName(declared),
  canonical: (column, type) =>
    byKind(column, type, {
      double: sql`nullif(${column}, cast('NaN' as double))`,
      boolean: sql`cast(${column} as integer)`,
      date: sql`date_part(epoch_millisecond, cast(${column} as timestamp_ntz))`,
      text: sql`cast(${column} as varchar)`,
    }),
  isNan: (column, declared) => (isFloat(declared) ? sql`${column} = cast('NaN' as double)` : undefined),
  matches: (text, pattern) =>
    sql`regexp_count(${text}, ${bound(printPattern(pattern, { ...re2, database: "Snowflake", any: "(.|\\n)", end: "$" }))}) > 0`,
  quantile: (value, probability, method) =>
    sql`${raw(method === "linear" ? "percentile_cont" : "percentile_disc")}(${probability}) within group (order by ${value})`,
};

interface CanonicalForms {
  readonly double: Fragment;
  readonly boolean: Fragment;
  readonly date: Fragment;
  readonly text: Fragment;
}

function byKind(column: Fragment, type: SqlColumnType, forms: CanonicalForms): Fragment {
  if (type.kind === "number") return type.numeric === "double" ? forms.double : column;
  if (type.kind === "boolean") return forms.boolean;
  return type.kind === "date" ? forms.date : forms.text;
}

function isFloat(declared: string): boolean {
  const type = typeByName(declared);
  return type.kind === "number" && type.numeric === "double";
}

function likeAsRegex(pattern: string): string {
  const source = pattern.replace(/!([\s\S])|[%_\\^$.*+?()[\]{}|]/g, (part, escaped: string | undefined) => {
    if (escaped !== undefined) return /\w/.test(escaped) ? escaped : `\\${escaped}`;
    return part === "%" ? "(?s:.*)" : part === "_" ? "(?s:.)" : `\\${part}`;
  });
  return `^${source}\\z`;
}
