import { BooleanColumn, DictionaryColumn, NumericColumn, TextColumn, TimestampColumn } from "@mlsys/core";
import type { Column } from "@mlsys/core";
import { TextLane } from "./text-lane.ts";

/**
 * The values of one column in one chunk, in the form that loops run over: numbers (instants as milliseconds) with NaN where one
 * is missing, codes into categories with -1 where one is missing, or the values themselves.
 */
export type Lane =
  | { readonly form: "numbers"; readonly kind: "number" | "date"; readonly numbers: Float64Array }
  | { readonly form: "codes"; readonly codes: CodeArray; readonly categories: readonly (string | boolean)[] }
  | { readonly form: "values"; readonly values: readonly unknown[]; readonly text?: TextColumn };

type CodeArray = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;

/** Upper halves from here on may belong to integers beyond 2^53. */
const SAFE_HIGH = 1 << 21;

const BOOLEANS: readonly boolean[] = [false, true];

/** The lane of a column's chunk; undefined stands for a column that this batch does not have. */
export function laneOf(column: Column | undefined, length: number): Lane {
  if (column === undefined) return { form: "numbers", kind: "number", numbers: new Float64Array(length).fill(NaN) };
  if (column instanceof TimestampColumn) return numbersLane(column, column.values, "date");
  if (column instanceof NumericColumn && holdsDoubles(column)) return numbersLane(column, column.values, "number");
  if (column instanceof DictionaryColumn) return codesLane(column);
  if (column instanceof BooleanColumn) return booleansLane(column);
  if (column instanceof TextColumn) return new TextLane(column);
  return { form: "values", values: column.toArray() };
}

/** 64-bit integers that a double cannot hold are judged as bigints. */
function holdsDoubles({ values }: NumericColumn): boolean {
  if (!(values instanceof BigInt64Array) && !(values instanceof BigUint64Array)) return true;
  const halves = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let i = 1; i < halves.length; i += 2) {
    const high = halves[i] ?? 0;
    if (high >= SAFE_HIGH || high < -SAFE_HIGH) return false;
  }
  return true;
}

function numbersLane(column: Column, values: NumericColumn["values"], kind: "number" | "date"): Lane {
  if (values instanceof Float64Array && column.nullCount === 0) return { form: "numbers", kind, numbers: values };
  const numbers = new Float64Array(column.length);
  if (values instanceof BigInt64Array) setLongs(numbers, values);
  else if (values instanceof BigUint64Array) numbers.set(Float64Array.from(values, Number));
  else numbers.set(values);
  if (column.nullCount > 0) for (let i = 0; i < numbers.length; i++) if (column.isNull(i)) numbers[i] = NaN;
  return { form: "numbers", kind, numbers };
}

/** By their halves, low first: making a bigint of each takes ten times as long. */
function setLongs(numbers: Float64Array, values: BigInt64Array): void {
  const halves = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let i = 0; i < numbers.length; i++)
    numbers[i] = (halves[2 * i + 1] ?? 0) * 2 ** 32 + ((halves[2 * i] ?? 0) >>> 0);
}

function codesLane(column: DictionaryColumn): Lane {
  const { categories } = column;
  if (column.nullCount === 0) return { form: "codes", codes: column.codes, categories };
  const codes = Int32Array.from(column.codes);
  for (let i = 0; i < codes.length; i++) if (column.isNull(i)) codes[i] = -1;
  return { form: "codes", codes, categories };
}

function booleansLane(column: BooleanColumn): Lane {
  const codes = new Int8Array(column.length);
  for (let i = 0; i < codes.length; i++) {
    codes[i] = column.isNull(i) ? -1 : ((column.bits[i >> 3] ?? 0) >> (i & 7)) & 1;
  }
  return { form: "codes", codes, categories: BOOLEANS };
}
