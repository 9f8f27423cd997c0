import type { Logger } from "@mlsys/core";

export function isLogger(value: unknown): value is Logger {
  return typeof value === "object" && value !== null && "warn" in value && typeof value.warn === "function";
}
