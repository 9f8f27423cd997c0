import { Column, isCsrMatrix, isMatrix, isTable, showValue, toMatrix } from "@mlsys/core";
import type { MlMatrixLike } from "@mlsys/core";
import { SplitError } from "../split-error.ts";
import type { Part, TypedArray } from "../splittable.ts";

/** The number of rows; in a record, all members have the same. */
export function rowCount(data: unknown, owner: string, argument = "data"): number {
  if (typeof data === "number") return checkedCount(data, owner, argument);
  if (Array.isArray(data) || isTypedArray(data) || data instanceof Column) return data.length;
  if (isTable(data)) return data.numRows;
  if (isMatrix(data) || isCsrMatrix(data) || isMlMatrix(data)) return data.rows;
  if (isRecord(data)) return countOfRecord(data, owner, argument);
  throw new SplitError({
    code: "invalidInput",
    what: "this cannot be split",
    where: `${owner}, ${argument}`,
    found: showValue(data),
    fix: "give a number of rows, an array, a typed array, a Table, a matrix, or a record of those",
  });
}

/** The rows with the given indices, in their order. */
export function takeRows<Data>(data: Data, indices: Int32Array): Part<Data> {
  return take(data, indices) as Part<Data>;
}

/** One column of what is split, by name. */
export function columnNamed(data: unknown, name: string, owner: string, argument: string): ArrayLike<unknown> | Column {
  if (isTable(data)) return data.column(name);
  if (Array.isArray(data)) return data.map((row: unknown) => (isRecord(row) ? row[name] : undefined));
  const member = isRecord(data) ? data[name] : undefined;
  if (Array.isArray(member) || isTypedArray(member) || member instanceof Column) return member;
  throw new SplitError({
    code: "invalidInput",
    what: `there is no column ${JSON.stringify(name)}`,
    where: `${owner}, ${argument}`,
    found: showValue(data),
    fix: "name a column of the table, or give the values themselves",
  });
}

function take(data: unknown, indices: Int32Array): unknown {
  if (typeof data === "number") return indices;
  if (Array.isArray(data)) return takeValues(data, indices);
  if (isTypedArray(data)) return takeTyped(data, indices);
  if (isTable(data) || isMatrix(data) || isCsrMatrix(data) || data instanceof Column) return data.take(indices);
  if (isMlMatrix(data)) return toMatrix(data).take(indices);
  return Object.fromEntries(Object.entries(data as object).map(([name, member]) => [name, take(member, indices)]));
}

function takeValues(data: readonly unknown[], indices: Int32Array): unknown[] {
  const taken = new Array<unknown>(indices.length);
  for (let i = 0; i < taken.length; i++) taken[i] = data[indices[i] as number];
  return taken;
}

function takeTyped(data: TypedArray, indices: Int32Array): TypedArray {
  if (data instanceof Int32Array) return takeIntegers(data, indices);
  if (data instanceof Float64Array) return takeDoubles(data, indices);
  const taken = new (data.constructor as new (size: number) => TypedArray)(indices.length);
  for (let i = 0; i < indices.length; i++) taken[i] = data[indices[i] ?? 0] as never;
  return taken;
}

// A loop that meets one kind of array only is several times as fast: the usual kinds have their own.

function takeIntegers(data: Int32Array, indices: Int32Array): Int32Array {
  const taken = new Int32Array(indices.length);
  for (let i = 0; i < taken.length; i++) taken[i] = data[indices[i] as number] as number;
  return taken;
}

function takeDoubles(data: Float64Array, indices: Int32Array): Float64Array {
  const taken = new Float64Array(indices.length);
  for (let i = 0; i < taken.length; i++) taken[i] = data[indices[i] as number] as number;
  return taken;
}

function checkedCount(count: number, owner: string, argument: string): number {
  if (Number.isSafeInteger(count) && count >= 0 && count < 2 ** 31) return count;
  throw new SplitError({
    code: "invalidInput",
    what: "a number of rows is not accepted",
    where: `${owner}, ${argument}`,
    found: showValue(count),
    fix: "give a whole number of at least 0 and below 2147483648",
  });
}

function countOfRecord(record: Readonly<Record<string, unknown>>, owner: string, argument: string): number {
  let count: number | undefined;
  for (const [name, member] of Object.entries(record)) {
    const own = rowCount(member, owner, `${argument}.${name}`);
    count ??= own;
    if (own !== count) throw lengthMismatch(owner, `${argument}.${name}`, own, count);
  }
  if (count !== undefined) return count;
  throw new SplitError({ code: "invalidInput", what: "the record is empty", where: `${owner}, ${argument}` });
}

export function lengthMismatch(owner: string, argument: string, found: number, expected: number): SplitError {
  return new SplitError({
    code: "lengthMismatch",
    what: "the lengths differ",
    where: `${owner}, ${argument}`,
    found: `${found} rows instead of ${expected}`,
    fix: "give one value per row",
    details: { owner, argument, found, expected },
  });
}

function isTypedArray(value: unknown): value is TypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function isMlMatrix(value: unknown): value is MlMatrixLike {
  if (typeof value !== "object" || value === null || isRecord(value)) return false;
  return "rows" in value && "columns" in value && "get" in value && typeof value.rows === "number";
}
