/** Values that JSON lacks, as objects with one key that no data set uses. */
const TAG = "$mlsys";

/** For `JSON.stringify`: keeps NaN, infinities, -0, undefined, bigint and dates apart. */
export function replacer(this: unknown, key: string, value: unknown): unknown {
  const original = (this as Readonly<Record<string, unknown>>)[key];
  if (original instanceof Date) return { [TAG]: "date", value: original.getTime() };
  if (typeof original === "number" && (!Number.isFinite(original) || Object.is(original, -0)))
    return { [TAG]: "number", value: Object.is(original, -0) ? "-0" : String(original) };
  if (typeof original === "bigint") return { [TAG]: "bigint", value: String(original) };
  // A property without a value is a missing cell; a function is none of our data.
  if (original === undefined) return { [TAG]: "undefined" };
  return value;
}

/**
 * The way back, for a text. Not as a reviver: for one the engine keeps the source of every value, and what it makes undefined is no
 * longer there.
 */
export function parsePlain(json: string): unknown {
  const value: unknown = JSON.parse(json);
  // Escaped or not, without the letters there is no tag.
  return json.includes(TAG.slice(1)) || json.includes("\\u") ? restored(value) : value;
}

function restored(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const parts = value as Record<string, unknown>;
  for (const key of Object.keys(parts)) {
    const part = parts[key];
    const own = restored(part);
    if (own !== part) parts[key] = own;
  }
  return Object.hasOwn(value, TAG) ? untagged(value as Tagged) : value;
}

interface Tagged {
  readonly [TAG]: unknown;
  readonly value?: unknown;
}

function untagged(tagged: Tagged): unknown {
  const { [TAG]: kind, value } = tagged;
  if (kind === "date") return new Date(Number(value));
  if (kind === "number") return Number(value);
  if (kind === "bigint" && typeof value === "string" && /^-?\d+$/.test(value)) return BigInt(value);
  return kind === "undefined" ? undefined : tagged;
}
