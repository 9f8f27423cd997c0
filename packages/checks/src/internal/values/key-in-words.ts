import type { JsonValue } from "../../definition/json-value.ts";

/** The key of a row in words: `id 7`, `day 2024-03-01, shop 3`. */
export function keyInWords(key: JsonValue): string {
  if (typeof key !== "object" || key === null) return String(key);
  return Object.entries(key)
    .map(([name, value]) => `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
}
