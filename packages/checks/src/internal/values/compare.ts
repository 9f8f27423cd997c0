import { compareCodePoints } from "@mlsys/core/basics";
import { isoInstant } from "./iso-instant.ts";

/**
 * Compares two present values: below zero, zero, above zero; undefined when they are of kinds that have no common order.
 * Numbers and bigints compare by value, texts code point by code point, an instant also with ISO 8601 text.
 */
export function compareValues(a: unknown, b: unknown): number | undefined {
  if (typeof a === "number" || typeof a === "bigint") {
    if (typeof b !== "number" && typeof b !== "bigint") return undefined;
    return a < b ? -1 : a > b ? 1 : a >= b ? 0 : undefined;
  }
  if (typeof a === "string") {
    if (typeof b === "string") return a === b ? 0 : compareCodePoints(a, b);
    return b instanceof Date ? difference(isoInstant(a), b.getTime()) : undefined;
  }
  if (typeof a === "boolean") return typeof b === "boolean" ? Number(a) - Number(b) : undefined;
  if (!(a instanceof Date)) return undefined;
  if (b instanceof Date) return a.getTime() - b.getTime();
  return typeof b === "string" ? difference(a.getTime(), isoInstant(b)) : undefined;
}

function difference(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a - b;
}
