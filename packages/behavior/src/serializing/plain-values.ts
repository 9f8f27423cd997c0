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

/** For `JSON.parse`: the way back. */
export function reviver(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, TAG)) return value;
  const { [TAG]: kind, value: own } = value as { readonly [TAG]: unknown; readonly value?: unknown };
  if (kind === "date") return new Date(Number(own));
  if (kind === "number") return Number(own);
  if (kind === "bigint" && typeof own === "string" && /^-?\d+$/.test(own)) return BigInt(own);
  return kind === "undefined" ? undefined : value;
}
