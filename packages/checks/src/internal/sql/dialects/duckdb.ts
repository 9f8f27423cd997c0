import { bound, joined, raw, sql } from "../fragment.ts";
import { printPattern } from "../print-pattern.ts";
import type { SqlColumnType } from "../sql-column.ts";
import type { SqlDialect } from "./dialect.ts";
import { informationSchema, standard, typeByName } from "./standard.ts";

const style = { database: "DuckDB", any: "(?s:.)", end: "\\z", boundary: ["\\b", "\\B"] as const, repeatLimit: 1000 };

/** DuckDB. */
export const duckdb: SqlDialect = {
  ...standard,
  name: "DuckDB",
  identifierLimit: { length: 10_000, unit: "characters" },
  catalogue: (path) => informationSchema(path, "current_schema()"),
  typeOf: typeByName,
  canonical(column, type, declared) {
    switch (type.kind) {
      case "number":
        return isFloat(type) ? sql`nullif(${column}, cast('NaN' as ${raw(declared)}))` : column;
      case "boolean":
        return sql`cast(${column} as integer)`;
      case "date":
        return /time zone/i.test(declared) ? sql`epoch_ms(${column})` : sql`epoch_ms(cast(${column} as timestamp))`;
      case "string":
        return declared === "VARCHAR" ? column : sql`cast(${column} as varchar)`;
      default:
        return sql`cast(${column} as varchar)`;
    }
  },
  isNan: (column, declared) => (isFloat(typeByName(declared)) ? sql`isnan(${column})` : undefined),
  // As text: drivers bind whole numbers as integers, which are shorter.
  double: (value) => sql`cast(${bound(String(value))} as double)`,
  decimal: (digits) => sql`cast(${bound(digits)} as hugeint)`,
  matches: (text, pattern) => sql`regexp_matches(${text}, ${bound(printPattern(pattern, style))})`,
  quantile: (value, probability, method) =>
    sql`${raw(method === "linear" ? "quantile_cont" : "quantile_disc")}(${value}, ${probability})`,
  // A function is asked once an entry of a dictionary, `in` once a row.
  isOneOf: (text, members) => sql`list_contains([${joined(members, ", ")}], ${text})`,
  countsDistinct: true,
  textHoldsNul: true,
};

function isFloat(type: SqlColumnType): boolean {
  return type.kind === "number" && type.numeric === "double";
}
