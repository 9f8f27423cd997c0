import { ChecksError } from "../../checks-error.ts";

/** A value as JSON: what JSON does not have is an object with one key, `$date`, `$bigint` or `$number`. */
export function encoded(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.toISOString() };
  if (typeof value === "bigint") return { $bigint: String(value) };
  if (typeof value === "number" && !Number.isFinite(value)) return { $number: String(value) };
  if (typeof value === "function")
    throw new ChecksError({
      code: "notSupported",
      what: "a function cannot be written as JSON",
      found: value.name === "" ? "a function" : value.name,
      fix: "leave checks of your own functions out of suites that are kept as JSON",
    });
  if (Array.isArray(value)) return value.map(encoded);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries.map(([name, each]) => [name, encoded(each)]));
}

/** The value that {@link encoded} wrote. */
export function decoded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decoded);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [name, only] = entries.length === 1 ? (entries[0] ?? []) : [];
  if (typeof only === "string") {
    if (name === "$date") return new Date(only);
    if (name === "$bigint" && /^-?\d+$/.test(only)) return BigInt(only);
    if (name === "$number") return Number(only);
  }
  return Object.fromEntries(entries.map(([key, each]) => [key, decoded(each)]));
}
