import type { JsonValue } from "../../definition/json-value.ts";

const MAX_TEXT = 1000;

/**
 * A value as plain JSON: instants as ISO 8601 text, NaN and infinities as "NaN", "Infinity", "-Infinity", integers beyond
 * 2^53 as their digits, long text cut.
 */
export function jsonValue(value: unknown, depth = 4): JsonValue {
  switch (typeof value) {
    case "string":
      return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT - 1)}…` : value;
    case "number":
      return Number.isFinite(value) ? (value === 0 ? 0 : value) : String(value);
    case "boolean":
      return value;
    case "bigint":
      return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    case "object":
      return value === null ? null : jsonObject(value, depth);
    default:
      return value === undefined ? null : typeof value;
  }
}

function jsonObject(value: object, depth: number): JsonValue {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "NaN" : value.toISOString();
  if (depth === 0) return "…";
  if (ArrayBuffer.isView(value)) return jsonValue(Array.from((value as Uint8Array).subarray(0, 20)), depth);
  if (Array.isArray(value)) return value.map((each) => jsonValue(each, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, jsonValue(each, depth - 1)]));
}
