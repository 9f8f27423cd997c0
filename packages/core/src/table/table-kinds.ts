import { isOfKind } from "../internal/kind.ts";
import type { ArrowTableLike } from "./arrow.ts";
import type { Table } from "./table.ts";

/**
 * Tells whether a value is a {@link Table}, also one of another installed copy of the library.
 *
 * @param value - anything.
 * @returns true for a table.
 *
 * @example
 * ```ts
 * import { isTable, Table } from "@mlsys/core";
 *
 * isTable(Table.from({ x: [1, 2] })); // => true
 * ```
 */
export function isTable(value: unknown): value is Table {
  return isOfKind(value, "table");
}

/** Tells whether a value is a table of an Arrow library. */
export function isArrowTable(value: unknown): value is ArrowTableLike {
  return typeof value === "object" && value !== null && "getChild" in value && "schema" in value && "numRows" in value;
}
