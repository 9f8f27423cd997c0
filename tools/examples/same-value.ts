import { inspect, isDeepStrictEqual } from "node:util";

/** The name of the global function that a prepared block calls with each value to compare. */
export const expectName = "__expectValue";

/**
 * Compares a value with what a comment says about it. Numbers must be equal to the last digit, typed arrays of one type;
 * an object of a class equals a plain one with the same properties.
 *
 * @param value - the value.
 * @param expected - the expected value; or the beginning of the printed one.
 * @returns what differs, or undefined.
 */
export function difference(
  value: unknown,
  expected: { readonly value: unknown } | { readonly prefix: string },
): string | undefined {
  if ("prefix" in expected) {
    const matches = printed(value).some((text) => text.startsWith(expected.prefix));
    return matches ? undefined : `expected ${expected.prefix}…, found ${show(value)}`;
  }
  if (isDeepStrictEqual(plain(value), plain(expected.value))) return undefined;
  return `expected ${show(expected.value)}, found ${show(value)}`;
}

function show(value: unknown): string {
  return inspect(value, { breakLength: Infinity, depth: 6, maxStringLength: 2000 });
}

/** How a value may be written before `…`: without and with quotes. */
function printed(value: unknown): readonly string[] {
  if (typeof value === "string") return [value, JSON.stringify(value), `'${value}`, `\`${value}`];
  return [typeof value === "number" ? String(value) : show(value)];
}

/** The value with plain objects in place of instances, and without properties that are undefined. */
function plain(value: unknown, seen = new Map<object, unknown>()): unknown {
  if (typeof value !== "object" || value === null || isBuiltIn(value)) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  const copy: unknown[] | Record<string, unknown> = Array.isArray(value) ? [] : {};
  seen.set(value, copy);
  for (const [key, each] of Object.entries(value)) {
    if (each !== undefined || Array.isArray(value)) Object.assign(copy, { [key]: plain(each, seen) });
  }
  return copy;
}

function isBuiltIn(value: object): boolean {
  if (Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    ArrayBuffer.isView(value) ||
    [ArrayBuffer, Date, RegExp, Map, Set, Error, Promise].some((type) => value instanceof type) ||
    (prototype !== null && Object.prototype.toString.call(value) !== "[object Object]")
  );
}
