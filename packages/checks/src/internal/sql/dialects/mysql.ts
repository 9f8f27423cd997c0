import { bound, raw, sql } from "../fragment.ts";
import type { Fragment } from "../fragment.ts";
import { LOOKAROUND_BOUNDARY, printPattern } from "../print-pattern.ts";
import type { SqlColumnType } from "../sql-column.ts";
import type { SqlDialect } from "./dialect.ts";
import { standard, typeByName } from "./standard.ts";

/** MySQL's ICU caps nothing; PCRE in MariaDB does. */
const REPEAT_LIMIT = 1000;

/** MariaDB 10.6 and newer. Its texts compare by collation, so that each is brought to one that goes by code point and pads nothing. */
export const mariadb: SqlDialect = mysqlLike("MariaDB", "utf8mb4_nopad_bin");

/** MySQL 8.0.17 and newer. */
export const mysql: SqlDialect = mysqlLike("MySQL", "utf8mb4_0900_bin");

function mysqlLike(name: string, collation: string): SqlDialect {
  const style = { database: name, any: "(?s:.)", end: "\\z", boundary: LOOKAROUND_BOUNDARY, repeatLimit: REPEAT_LIMIT };
  const byCodePoint = (text: Fragment): Fragment => sql`convert(${text} using utf8mb4) collate ${raw(collation)}`;
  return {
    ...standard,
    name,
    quoteWith: "`",
    identifierLimit: { length: 64, unit: "characters" },
    parameterLimit: 65_535,
    catalogue: ([first = "", second]) => {
      const [schema, table] = second === undefined ? [raw("database()"), first] : [bound(first), second];
      return sql`select column_name as name, column_type as type from information_schema.columns where table_name = ${bound(table)} and table_schema = ${schema} order by ordinal_position`;
    },
    typeOf,
    canonical(column, type, declared) {
      if (type.kind === "string") return byCodePoint(column);
      if (type.kind === "boolean") return sql`case when ${column} then 1 when not ${column} then 0 end`;
      if (type.kind !== "date") return type.kind === "number" ? column : sql`convert(${column} using utf8mb4)`;
      const utc = declared.startsWith("timestamp") ? sql`convert_tz(${column}, @@session.time_zone, '+00:00')` : column;
      return sql`floor(timestampdiff(microsecond, '1970-01-01', ${utc}) / 1000)`;
    },
    double: (value) => sql`(${bound(String(value))} + 0e0)`,
    integer: (digits) => sql`cast(${bound(digits)} as signed)`,
    decimal: (digits) => sql`cast(${bound(digits)} as decimal(65, 0))`,
    text: (value) => byCodePoint(bound(value)),
    asDouble: (value) => sql`(${value} + 0e0)`,
    asText: (value) => sql`cast(${value} as char)`,
    length: (text) => sql`char_length(${text})`,
    matches: (text, pattern) => {
      const source = byCodePoint(bound(`(?:${printPattern(pattern, style)})`));
      return name === "MySQL" ? sql`regexp_like(${text}, ${source}, 'c')` : sql`${text} regexp ${source}`;
    },
    like: (text, pattern) => sql`${text} like ${byCodePoint(bound(pattern))} escape '!'`,
    hasInfinity: false,
    textHoldsNul: true,
  };
}

function typeOf(declared: string): SqlColumnType {
  if (/^(?:tinyint\(1\)|bit\(1\))/.test(declared)) return { kind: "boolean" };
  return typeByName(declared);
}
