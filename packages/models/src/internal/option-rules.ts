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
