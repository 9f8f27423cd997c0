import { bound, raw, sql } from "../fragment.ts";
import type { Fragment } from "../fragment.ts";
import { printPattern } from "../print-pattern.ts";
import type { SqlColumnType } from "../sql-column.ts";
import type { SqlDialect } from "./dialect.ts";
import { standard } from "./standard.ts";

const style = { database: "SQLite", any: "[^]", end: "$", boundary: ["\\b", "\\B"] as const, repeatLimit: Infinity };

/** SQLite 3.38 and newer. It has no regular expressions of its own: `regexp` is the function that the connection was given. */
export const sqlite: SqlDialect = {
  ...standard,
  name: "SQLite",
  identifierLimit: { length: 1_000_000, unit: "bytes" },
  parameterLimit: 32_766,
  catalogue: ([first = "", second]) =>
    second === undefined
      ? sql`select name, type from pragma_table_info(${bound(first)}) order by cid`
      : sql`select name, type from pragma_table_info(${bound(second)}, ${bound(first)}) order by cid`,
  typeOf,
  canonical(column, { kind }) {
    // Instants are text in ISO 8601; a julian day has the precision of 0.05 ms.
    if (kind === "date") return sql`round((julianday(${column}) - 2440587.5) * 86400000.0)`;
    return kind === "string" ? sql`${column} collate binary` : column;
  },
  double: (value) => sql`cast(${bound(Number.isFinite(value) ? value : `${value > 0 ? "" : "-"}9e999`)} as real)`,
  integer: (digits) => sql`cast(${bound(digits)} as integer)`,
  decimal: (digits) => sql`cast(${bound(digits)} as real)`,
  text: (value) => sql`cast(${bound(value)} as text)`,
  asDouble: (value) => sql`cast(${value} as real)`,
  asText: (value) => sql`cast(${value} as text)`,
  matches: (text, pattern) => sql`${text} regexp ${bound(printPattern(pattern, style))}`,
  like: (text, pattern) => sql`${text} glob ${bound(globOf(pattern))}`,
  variance: undefined,
  textHoldsNul: true,
};

/** Declared types are only hints: which of them a column keeps is read from its values, see `storageClasses`. */
function typeOf(declared: string): SqlColumnType {
  if (/^bool/i.test(declared)) return { kind: "boolean" };
  if (/^(?:date|timestamp)/i.test(declared)) return { kind: "date" };
  return { kind: "other" };
}

/** LIKE ignores case in SQLite, GLOB does not: `%` is `*`, `_` is `?`, and what GLOB would read itself goes into brackets. */
function globOf(pattern: string): string {
  return pattern.replace(/!([\s\S])|[%_*?[]/g, (part, escaped: string | undefined) => {
    if (escaped !== undefined) return /[*?[]/.test(escaped) ? `[${escaped}]` : escaped;
    return part === "%" ? "*" : part === "_" ? "?" : `[${part}]`;
  });
}

/** What a column holds, one figure a storage class. */
export function storageClasses(column: Fragment): readonly Fragment[] {
  return ["integer", "real", "text", "blob"].map((name) => sql`sum(typeof(${column}) = ${raw(`'${name}'`)})`);
}

/** The type of a column from how many of its values are of each storage class. */
export function typeOfStorage(declared: string, counts: readonly number[]): SqlColumnType {
  const [integers = 0, reals = 0, texts = 0, blobs = 0] = counts;
  const hint = typeOf(declared).kind;
  const numbers = integers + reals;
  if (texts + blobs === 0 && reals === 0 && hint === "boolean") return { kind: "boolean" };
  if (numbers + blobs === 0 && hint === "date") return { kind: "date" };
  if (numbers + texts + blobs === 0) return emptyType(declared);
  if (texts + blobs === 0) return { kind: "number", numeric: reals === 0 ? "integer" : "double" };
  if (numbers + blobs === 0) return { kind: "string" };
  if (numbers + texts === 0) return { kind: "other" };
  const found = Object.entries({ integers, reals, texts, blobs }).flatMap(([name, count]) => (count > 0 ? [name] : []));
  return { kind: "mixed", found: found.join(", ") };
}

/** Without values the declared affinity decides. */
function emptyType(declared: string): SqlColumnType {
  return /char|text|clob/i.test(declared) ? { kind: "string" } : { kind: "number", numeric: "double" };
}
