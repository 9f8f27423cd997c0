import type { Logger } from "@mlsys/core";
import type { Category } from "./categorical-columns.ts";

export function isLogger(value: unknown): value is Logger {
  return typeof value === "object" && value !== null && "warn" in value && typeof value.warn === "function";
}

export function isListOfCategories(value: unknown): value is readonly (readonly Category[])[] {
  return (
    Array.isArray(value) &&
    value.every((list) => Array.isArray(list) && list.length > 0 && new Set(list).size === list.length)
  );
}

/** Whether a value is a record whose values pass; a `Map`, whose entries nobody would see, and an array are none. */
export function isRecordOf<T>(
  value: unknown,
  isEach: (each: unknown) => each is T,
): value is Readonly<Record<string, T>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // A record of another realm has another prototype, which has none either.
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  return isPlain && Object.values(value).every(isEach);
}
