import { bound, joined, raw, sql } from "../fragment.ts";
import type { SqlColumnType } from "../sql-column.ts";
import type { SqlDialect } from "./dialect.ts";

/** What most databases share; a dialect says what differs. */
export const standard: Omit<SqlDialect, "name" | "catalogue" | "typeOf" | "canonical"> = {
  placeholder: () => "?",
  quoteWith: '"',
  identifierLimit: { length: 255, unit: "characters" },
  parameterLimit: 10_000,
  isNan: undefined,
  double: (value) => sql`cast(${bound(Number.isFinite(value) ? value : String(value))} as double)`,
  integer: (digits) => sql`cast(${bound(digits)} as bigint)`,
  decimal: (digits) => sql`cast(${bound(digits)} as decimal(38, 0))`,
  text: (value) => sql`cast(${bound(value)} as varchar)`,
  asDouble: (value) => sql`cast(${value} as double)`,
  asText: (value) => sql`cast(${value} as varchar)`,
  length: (text) => sql`length(${text})`,
  matches: undefined,
  like: (text, pattern) => sql`${text} like ${bound(pattern)} escape '!'`,
  isOneOf: (text, members) => sql`${text} in (${joined(members, ", ")})`,
  variance: (value) => sql`var_samp(${value})`,
  quantile: undefined,
  countsDistinct: false,
  hasInfinity: true,
  textHoldsNul: false,
};

const integer: SqlColumnType = { kind: "number", numeric: "integer" };
const decimal: SqlColumnType = { kind: "number", numeric: "decimal" };
const double: SqlColumnType = { kind: "number", numeric: "double" };

/** The kinds of the types that databases have in common, by the first word of the name. */
const KINDS: Readonly<Record<string, SqlColumnType>> = {
  ...named(
    "tinyint smallint mediumint int integer bigint hugeint utinyint usmallint uinteger ubigint uhugeint",
    integer,
  ),
  ...named("int2 int4 int8 int16 int32 int64 int128 byteint short long byte year serial bigserial", integer),
  ...named("decimal numeric number dec bignumeric", decimal),
  ...named("real float float4 float8 float64 double", double),
  ...named("boolean bool", { kind: "boolean" }),
  ...named("date datetime timestamp timestamptz timestamp_ntz timestamp_ltz timestamp_tz", { kind: "date" }),
  ...named("timestamp_s timestamp_ms timestamp_ns", { kind: "date" }),
  ...named("char character varchar text string nvarchar nchar bpchar name citext uuid enum set clob", {
    kind: "string",
  }),
  ...named("tinytext mediumtext longtext time inet", { kind: "string" }),
};

function named(words: string, type: SqlColumnType): Record<string, SqlColumnType> {
  return Object.fromEntries(words.split(" ").map((word) => [word, type]));
}

/** The kind of a type by its name; arrays and what is not known are `other`. */
export function typeByName(declared: string): SqlColumnType {
  const lower = declared.toLowerCase();
  const word = /^[a-z_0-9]+/.exec(lower)?.[0] ?? "";
  if (/\]$|\[/.test(lower) || !Object.hasOwn(KINDS, word)) return { kind: "other" };
  return KINDS[word] ?? { kind: "other" };
}

/** A number type of a fixed scale of 0 holds integers. */
export function isWholeDecimal(declared: string): boolean {
  return /\(\s*\d+\s*(?:,\s*0\s*)?\)/.test(declared);
}

/** The statement for catalogues in information_schema. */
export function informationSchema(path: readonly string[], currentSchema: string, prefix = ""): ReturnType<typeof sql> {
  const [name = "", schema] = [...path].reverse();
  const inSchema = schema === undefined ? raw(currentSchema) : bound(schema);
  return sql`select column_name as name, data_type as type from ${raw(prefix)}information_schema.columns where table_name = ${bound(name)} and table_schema = ${inSchema} order by ordinal_position`;
}
