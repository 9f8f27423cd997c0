import { CoreError } from "../errors/core-error.ts";
import { showValue } from "../errors/show-value.ts";
import { Sha256 } from "./sha256.ts";

/**
 * Hashes plain data by content: the same for equal values whatever the order of their keys, on every platform. Values of
 * different kinds never collide by accident: `1`, `"1"`, `1n` and `[1]` differ, and so do `0` and `-0`.
 *
 * Takes JSON values, `undefined`, bigint, NaN and infinities, dates, typed arrays, `Map`, `Set`, and objects with `toJSON`.
 *
 * @param value - the data.
 * @returns the SHA-256 of a canonical form, as 64 hexadecimal digits.
 * @throws {CoreError} `invalidInput` when it meets a function, a symbol or a cycle.
 *
 * @example
 * ```ts
 * import { stableHash } from "@mlsys/core";
 *
 * stableHash({ a: 1, b: 2 }) === stableHash({ b: 2, a: 1 }); // => true
 * stableHash(1) === stableHash("1"); // => false
 * ```
 */
export function stableHash(value: unknown): string {
  return hashOf(value, []);
}

function hashOf(value: unknown, path: readonly object[]): string {
  const hash = new Sha256();
  absorb(hash, value, path);
  return hash.digest();
}

function absorb(hash: Sha256, value: unknown, path: readonly object[]): void {
  if (typeof value === "object" && value !== null) {
    if (path.includes(value)) throw refusal("a value that contains itself", "give data without cycles");
    absorbObject(hash, value, [...path, value]);
  } else if (typeof value === "function" || typeof value === "symbol") {
    throw refusal(showValue(value), "give plain data");
  } else {
    tagged(hash, value === null ? "null" : typeof value, Object.is(value, -0) ? "-0" : String(value));
  }
}

function absorbObject(hash: Sha256, value: object, path: readonly object[]): void {
  if (value instanceof Date) {
    tagged(hash, "date", String(value.getTime()));
  } else if (ArrayBuffer.isView(value)) {
    tagged(hash, value.constructor.name, String(value.byteLength));
    hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  } else if (Array.isArray(value)) {
    tagged(hash, "array", String(value.length));
    for (const each of value as readonly unknown[]) absorb(hash, each, path);
  } else if (value instanceof Map || value instanceof Set) {
    const parts = Array.from(value as Iterable<unknown>, (each) => hashOf(each, path)).sort();
    tagged(hash, value instanceof Map ? "map" : "set", parts.join());
  } else if ("toJSON" in value && typeof value.toJSON === "function") {
    absorb(hash, (value.toJSON as () => unknown)(), path);
  } else {
    absorbEntries(hash, value, path);
  }
}

function absorbEntries(hash: Sha256, value: object, path: readonly object[]): void {
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  tagged(hash, "object", String(entries.length));
  for (const [key, each] of entries) {
    tagged(hash, "key", key);
    absorb(hash, each, path);
  }
}

/** Kind and length go first, so that no two sequences of values share one byte stream. */
function tagged(hash: Sha256, kind: string, text: string): void {
  hash.update(`${kind}:${text.length}:${text};`);
}

function refusal(found: string, fix: string): CoreError {
  return new CoreError({ code: "invalidInput", what: "a value cannot be hashed", where: "stableHash", found, fix });
}
