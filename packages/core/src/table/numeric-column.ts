import { Column } from "./column.ts";
import type { ColumnType } from "./column.ts";
import { sliceValidity, takeValidity } from "./validity.ts";
import type { Validity } from "./validity.ts";

/** The arrays that a column of numbers can hold. */
export type NumericArray =
  | Float64Array
  | Float32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array;

/** A column of numbers over one typed array. 64-bit integers read as numbers, beyond ±(2^53 - 1) as bigints. */
export class NumericColumn extends Column<number | bigint> {
  readonly type: ColumnType;
  /** The values; what stands at a missing one is arbitrary. */
  readonly values: NumericArray;

  /**
   * @param values - the values; taken as they are, not copied.
   * @param validity - bit i is 1 where value i is present. Default: all are.
   */
  constructor(values: NumericArray, validity?: Validity) {
    super(values.length, validity);
    this.values = values;
    this.type = typeOf(values);
  }

  get byteLength(): number {
    return this.values.byteLength + (this.validity?.byteLength ?? 0);
  }

  take(indices: ArrayLike<number>): NumericColumn {
    const taken = likewise(this.values, indices.length);
    for (let i = 0; i < indices.length; i++) taken[i] = this.values[indices[i] ?? 0] as never;
    return new NumericColumn(taken, takeValidity(this.validity, indices));
  }

  slice(start: number, end: number): NumericColumn {
    return new NumericColumn(this.values.subarray(start, end), sliceValidity(this.validity, start, end));
  }

  /** The values as doubles; without missing ones and already doubles, the array itself, not a copy. */
  override toNumbers(): Float64Array {
    if (this.values instanceof Float64Array && this.nullCount === 0) return this.values;
    if (this.values instanceof BigInt64Array || this.values instanceof BigUint64Array) return super.toNumbers();
    const numbers = Float64Array.from(this.values);
    if (this.nullCount > 0) for (let i = 0; i < this.length; i++) if (this.isNull(i)) numbers[i] = NaN;
    return numbers;
  }

  protected valueAt(i: number): number | bigint {
    const value = this.values[i] ?? NaN;
    return typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }
}

const TYPES: Readonly<Record<string, ColumnType>> = {
  Float64Array: "float64",
  Float32Array: "float32",
  Int8Array: "int8",
  Int16Array: "int16",
  Int32Array: "int32",
  BigInt64Array: "int64",
  Uint8Array: "uint8",
  Uint16Array: "uint16",
  Uint32Array: "uint32",
  BigUint64Array: "uint64",
};

/**
 *
 * @param value
 */
export function isNumericArray(value: unknown): value is NumericArray {
  return ArrayBuffer.isView(value) && Object.prototype.toString.call(value).slice(8, -1) in TYPES;
}

function typeOf(values: NumericArray): ColumnType {
  return TYPES[Object.prototype.toString.call(values).slice(8, -1)] ?? "float64";
}

function likewise(values: NumericArray, length: number): NumericArray {
  return new (values.constructor as new (size: number) => NumericArray)(length);
}
