import type { ValueKind } from "../../aggregates/aggregate.ts";
import type { Scalar } from "../../expressions/expression.ts";

/** The kind of a value that is present. */
export function kindOfValue(value: unknown): ValueKind {
  switch (typeof value) {
    case "number":
    case "bigint":
      return "number";
    case "string":
      return "string";
    case "boolean":
      return "boolean";
    default:
      return value instanceof Date ? "date" : "other";
  }
}

/** Whether a value counts as missing: null, undefined, NaN, an invalid date. */
export function isMissing(value: unknown): boolean {
  return value === null || value === undefined || isNotANumber(value);
}

/** Whether a value is there but is none: NaN, an invalid date. */
export function isNotANumber(value: unknown): boolean {
  return typeof value === "number" ? value !== value : value instanceof Date && Number.isNaN(value.getTime());
}

export function isScalar(value: unknown): value is Scalar {
  return value !== null && value !== undefined && kindOfValue(value) !== "other" && !isMissing(value);
}
