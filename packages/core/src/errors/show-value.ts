/**
 * Shows a value in an error message: short, on one line, unambiguous, never throwing.
 *
 * @param value - anything.
 * @param maxLength - the number of characters to keep. Default 60.
 * @returns the text.
 *
 * @example
 * ```ts
 * import { showValue } from "@mlsys/core";
 *
 * showValue("a"); // => '"a"'
 * showValue([1, 2]); // => "[1,2]"
 * showValue(-0); // => "-0"
 * ```
 */
export function showValue(value: unknown, maxLength = 60): string {
  const text = rawText(value);
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}

function rawText(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 200));
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return value.name === "" ? "a function" : `the function ${value.name}`;
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "an invalid date" : value.toISOString();
  if (ArrayBuffer.isView(value))
    return `${value.constructor.name}(${"length" in value ? String(value.length) : value.byteLength})`;
  if (value instanceof Map || value instanceof Set) return `${value.constructor.name}(${value.size})`;
  try {
    const json = JSON.stringify(Array.isArray(value) ? value.slice(0, 20) : value) as string | undefined;
    return json ?? "an object";
  } catch {
    return Array.isArray(value) ? "an array" : "an object";
  }
}
