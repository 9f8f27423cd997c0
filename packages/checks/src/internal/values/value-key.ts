import { plainKey } from "./value-set.ts";

/** The kinds of value whose keys must not be confused. */
export type KeyKind = "plain" | "date" | "nested";

/** Which keys a value's key is to be compared with. */
export function keyKind(value: unknown): KeyKind {
  if (typeof value !== "object" || value === null) return "plain";
  return value instanceof Date ? "date" : "nested";
}

/** A key that equal values of one kind share, for a Map. */
export function keyOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return plainKey(value);
  return value instanceof Date ? value.getTime() : nestedKey(value);
}

/** A text that equal rows of values share, whatever the values are. */
export function compoundKey(values: readonly unknown[]): string {
  return JSON.stringify(values.map((value) => [typeName(value), keyText(value)]));
}

/** The values of a row by the names of their columns, read from its compound key. */
export function valuesOfKey(key: unknown, columns: readonly string[]): Record<string, unknown> {
  const parts = JSON.parse(String(key)) as readonly (readonly [string, string | null])[];
  return Object.fromEntries(columns.map((name, i) => [name, valueOfPart(parts[i])]));
}

function valueOfPart([type, text]: readonly [string, string | null] = ["plain", null]): unknown {
  if (text === null) return null;
  switch (type) {
    case "number":
      return Number(text);
    case "bigint":
      return BigInt(text);
    case "boolean":
      return text === "true";
    case "date":
      return new Date(Number(text));
    case "nested":
      return JSON.parse(text);
    default:
      return text;
  }
}

function typeName(value: unknown): string {
  return typeof value === "object" ? keyKind(value) : typeof plainKey(value);
}

function keyText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const key = keyOf(value);
  return Object.is(key, -0) ? "0" : String(key);
}

function nestedKey(value: object): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? `${part}n` : part));
}
