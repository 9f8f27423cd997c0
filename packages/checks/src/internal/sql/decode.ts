import { showValue } from "@mlsys/core/basics";
import { ChecksError } from "../../checks-error.ts";
import type { SqlDialect } from "./dialects/dialect.ts";
import type { Fragment } from "./fragment.ts";
import { valueOf } from "./sql-column.ts";
import type { SqlColumn, SqlColumnType } from "./sql-column.ts";

/** A canonical value so that every driver gives it exactly: numbers that a double may not hold as text. */
export function readable(value: Fragment, type: SqlColumnType, dialect: SqlDialect): Fragment {
  const exact = type.kind === "number" && type.numeric !== "double";
  return exact ? dialect.asText(value) : value;
}

/** A column so that it can be read. */
export function readableColumn(column: SqlColumn, dialect: SqlDialect): Fragment {
  return readable(valueOf(column), column.type, dialect);
}

/** A value as it would be in memory: number, bigint beyond 2^53, truth value, date, text. */
export function decode(value: unknown, type: SqlColumnType): unknown {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case "number":
      return type.numeric === "integer" ? decodeInteger(value) : decodeNumber(value);
    case "boolean":
      return decodeNumber(value) !== 0;
    case "date":
      return new Date(decodeNumber(value));
    default:
      return typeof value === "string" || value instanceof Uint8Array ? value : textOf(value);
  }
}

/** A figure of an aggregate; 0 where there is none, as for the sum of no rows. */
export function count(value: unknown): number {
  return value === null || value === undefined ? 0 : decodeNumber(value);
}

/** A number, which some drivers give as text or bigint. */
export function decodeNumber(value: unknown): number {
  const number = typeof value === "number" || typeof value === "boolean" ? Number(value) : Number(textOf(value));
  if (!Number.isNaN(number) || textOf(value).toLowerCase() === "nan") return number;
  throw new ChecksError({
    code: "sourceFailed",
    what: "the query function gave something that is no number",
    found: showValue(value),
    fix: "return values as the driver gives them",
  });
}

function decodeInteger(value: unknown): number | bigint {
  const text = textOf(value);
  const number = Number(text);
  return Number.isSafeInteger(number) || !/^-?\d+$/.test(text) ? decodeNumber(value) : BigInt(text);
}

/** Text, number or bigint as text; anything else is none of them. */
function textOf(value: unknown): string {
  return ["string", "number", "bigint"].includes(typeof value) ? String(value) : "no number";
}
