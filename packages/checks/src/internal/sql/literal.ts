import { ChecksError } from "../../checks-error.ts";
import type { Scalar } from "../../expressions/expression.ts";
import { isoInstant } from "../values/iso-instant.ts";
import { kindOfValue } from "../values/scalar.ts";
import type { SqlDialect } from "./dialects/dialect.ts";
import { raw } from "./fragment.ts";
import type { Fragment } from "./fragment.ts";
import type { SqlColumnType } from "./sql-column.ts";

const LEAST_BIGINT = -(2n ** 63n);
const GREATEST_BIGINT = 2n ** 63n - 1n;

/**
 * A literal as a bound value that compares with values of a type; undefined where the two have no common order, as a text and a
 * number.
 *
 * @throws {ChecksError} `notSupported` for text that the database cannot hold, and for texts that would have to be read as dates.
 */
export function literalFor(value: Scalar, type: SqlColumnType, dialect: SqlDialect): Fragment | undefined {
  const kind = kindOfValue(value);
  if (type.kind === "number")
    return kind === "number" ? numberFor(value as number | bigint, type.numeric, dialect) : undefined;
  if (type.kind === "date") return instantFor(value, dialect);
  if (type.kind === "boolean") return kind === "boolean" ? raw(value === true ? "1" : "0") : undefined;
  if (type.kind !== "string") return undefined;
  if (kind === "date")
    throw notSupported(dialect, "a date with the texts of a column", "store dates as dates, or compare with text");
  return kind === "string" ? textFor(value as string, dialect) : undefined;
}

/** A number exactly: whole numbers as integers, so that none beyond 2^53 is rounded. */
export function numberFor(
  value: number | bigint,
  numeric: "integer" | "decimal" | "double",
  dialect: SqlDialect,
): Fragment {
  if (numeric === "double" || !isWhole(value)) {
    const double = Number(value);
    if (!Number.isFinite(double) && !dialect.hasInfinity)
      return dialect.double(double > 0 ? Number.MAX_VALUE : -Number.MAX_VALUE);
    return dialect.double(double);
  }
  const whole = BigInt(value);
  const fits = whole >= LEAST_BIGINT && whole <= GREATEST_BIGINT;
  return fits && numeric === "integer" ? dialect.integer(String(whole)) : dialect.decimal(String(whole));
}

function isWhole(value: number | bigint): boolean {
  return typeof value === "bigint" || Number.isInteger(value);
}

function instantFor(value: Scalar, dialect: SqlDialect): Fragment | undefined {
  const instant = value instanceof Date ? value.getTime() : typeof value === "string" ? isoInstant(value) : undefined;
  return instant === undefined ? undefined : dialect.double(instant);
}

/** Whether a text can occur in the database at all. */
export function canHold(text: string, { textHoldsNul }: SqlDialect): boolean {
  return !/\p{Surrogate}/u.test(text) && (textHoldsNul || !text.includes("\0"));
}

function textFor(text: string, dialect: SqlDialect): Fragment {
  if (canHold(text, dialect)) return dialect.text(text);
  throw notSupported(dialect, "with a text that it cannot hold (NUL, half a surrogate pair)", "leave it out");
}

/** The error for more than is brought out of a database. */
export function tooMany({ name }: Pick<SqlDialect, "name">, limit: string, found: number, fix: string): ChecksError {
  return new ChecksError({
    code: "notSupported",
    what: `at most ${limit} are read from ${name}`,
    found: String(found),
    fix,
  });
}

/** The error for what a dialect cannot do. */
export function notSupported(dialect: Pick<SqlDialect, "name">, what: string, fix: string): ChecksError {
  return new ChecksError({ code: "notSupported", what: `${dialect.name} cannot compare ${what}`, fix });
}
