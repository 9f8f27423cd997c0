import { bound, raw, sql } from "../fragment.ts";
import type { Fragment } from "../fragment.ts";
import { LOOKAROUND_BOUNDARY, printPattern } from "../print-pattern.ts";
import { quoted } from "../quoted.ts";
import type { SqlDialect } from "./dialect.ts";
import { standard, typeByName } from "./standard.ts";

const style = { database: "PostgreSQL", any: ".", end: "$", boundary: LOOKAROUND_BOUNDARY, repeatLimit: 255 };

/** PostgreSQL 12 and newer, and what speaks its SQL. */
export const postgres: SqlDialect = {
  ...standard,
  name: "PostgreSQL",
  placeholder: (i) => `$${i}`,
  identifierLimit: { length: 63, unit: "bytes" },
  parameterLimit: 65_535,
  catalogue,
  typeOf: typeByName,
  canonical(column, type, declared) {
    switch (type.kind) {
      case "number":
        return type.numeric === "integer" ? column : sql`nullif(${column}, 'NaN')`;
      case "boolean":
        return sql`cast(${column} as integer)`;
      case "date":
        return sql`cast(floor(extract(epoch from ${column}) * 1000) as double precision)`;
      case "string":
        // The type char(n) pads with blanks, which its cast to text drops; the others keep what they hold.
        return sql`cast(${column} as text) collate "C"`;
      default:
        return declared === "bytea" ? sql`encode(${column}, 'hex')` : sql`cast(${column} as text)`;
    }
  },
  isNan: (column, declared) =>
    /^(?:real|double|float|numeric|decimal)/.test(declared) ? sql`${column} = 'NaN'` : undefined,
  double: (value) => sql`cast(cast(${bound(String(value))} as text) as double precision)`,
  integer: (digits) => sql`cast(cast(${bound(digits)} as text) as bigint)`,
  decimal: (digits) => sql`cast(cast(${bound(digits)} as text) as numeric)`,
  text: (value) => sql`cast(${bound(value)} as text)`,
  asDouble: (value) => sql`cast(${value} as double precision)`,
  asText: (value) => sql`cast(${value} as text)`,
  length: (text) => sql`char_length(${text})`,
  matches: (text, pattern) => sql`${text} ~ cast(${bound(`(?:${printPattern(pattern, style)})`)} as text)`,
  like: (text, pattern) => sql`${text} like cast(${bound(pattern)} as text) escape '!'`,
  quantile: (value, probability, method) =>
    sql`${raw(method === "linear" ? "percentile_cont" : "percentile_disc")}(${probability}) within group (order by ${value})`,
};

/** By the search path, as PostgreSQL itself would find the table; also temporary tables and views of all kinds. */
function catalogue(path: readonly string[]): Fragment {
  const name = path.map((part) => quoted(part, '"')).join(".");
  return sql`select attname as name, format_type(atttypid, atttypmod) as type from pg_catalog.pg_attribute where attrelid = to_regclass(cast(${bound(name)} as text)) and attnum > 0 and not attisdropped order by attnum`;
}
