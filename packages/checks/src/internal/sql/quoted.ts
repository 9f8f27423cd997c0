import { showValue } from "@mlsys/core/basics";
import { ChecksError } from "../../checks-error.ts";
import { raw } from "./fragment.ts";
import type { Fragment } from "./fragment.ts";
import type { SqlDialect } from "./dialects/dialect.ts";

/** A name between quotes, each quote in it doubled. */
export function quoted(name: string, quote: '"' | "`"): string {
  return `${quote}${name.replaceAll(quote, quote + quote)}${quote}`;
}

/**
 * A name as an identifier of a dialect.
 *
 * @throws {ChecksError} `invalidOption` when the database could not have such a name.
 */
export function identifier(name: string, dialect: SqlDialect): Fragment {
  const { length, unit } = dialect.identifierLimit;
  const size = unit === "bytes" ? new TextEncoder().encode(name).length : Array.from(name).length;
  if (name !== "" && !name.includes("\0") && !/\p{Surrogate}/u.test(name) && size <= length)
    return raw(quoted(name, dialect.quoteWith));
  throw new ChecksError({
    code: "invalidOption",
    what: `${dialect.name} cannot have a table or column of this name`,
    where: "sqlTable",
    found: showValue(name),
    fix: `give a name of 1 to ${length} ${unit} without NUL`,
  });
}
