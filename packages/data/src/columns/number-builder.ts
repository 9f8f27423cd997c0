import { NumericColumn } from "@mlsys/core";
import type { ColumnBuilder, Refusal } from "./column-builder.ts";
import type { FieldBatch } from "./field-batch.ts";
import { MissingValues } from "./missing.ts";
import type { NullValues } from "./null-values.ts";
import { asciiTrimmed, parseNumber } from "./parse-number.ts";

const LARGEST_EXACT = 2 ** 53;
const STRETCH = 64;

/** How numbers are told from what only looks like them. */
export interface NumberOptions {
  readonly nulls: NullValues;
  /** Whether nothing may be lost: leading zeros (`007`) are refused, and whole numbers beyond 2^53 kept. */
  readonly strict: boolean;
  /** Values of the column expected in all. */
  readonly expected: number;
}

/**
 * Numbers as doubles; as 64-bit integers once a whole number beyond 2^53 comes, provided that all before were whole, and as
 * doubles again should a fraction follow.
 */
export class NumberBuilder implements ColumnBuilder {
  readonly kind = "number";
  refusal: Refusal | undefined;
  length = 0;
  private readonly missing = new MissingValues();
  private readonly options: NumberOptions;
  private values: Float64Array;
  private integers: BigInt64Array | undefined;

  constructor(options: NumberOptions) {
    this.options = options;
    this.values = new Float64Array(Math.max(16, options.expected));
  }

  append(batch: FieldBatch, j: number, from: number): number {
    const { count } = batch;
    this.reserve(this.length + count - from);
    let record = from;
    while (record < count) {
      if (this.integers === undefined) {
        record = this.appendFast(batch, j, record);
        record = this.appendPlain(batch, j, record);
      }
      if (record === count) break;
      if (!this.appendSpecial(batch, j, record)) {
        this.refusal = "mismatch";
        return record;
      }
      record++;
    }
    return count;
  }

  appendNulls(count: number): void {
    this.reserve(this.length + count);
    for (let i = 0; i < count; i++) this.appendMissing();
  }

  finish(): NumericColumn {
    const { length } = this;
    const validity = this.missing.validity(length);
    if (this.integers !== undefined) return new NumericColumn(this.integers.slice(0, length), validity);
    const roomy = this.values.length > length * 1.25 + 1024;
    return new NumericColumn(roomy ? this.values.slice(0, length) : this.values.subarray(0, length), validity);
  }

  private appendFast(batch: FieldBatch, j: number, from: number): number {
    const into = { values: this.values, at: this.length, strict: this.options.strict };
    const taken = batch.numbers?.(batch, j, from, into) ?? 0;
    this.length += taken;
    return from + taken;
  }

  /** The common case, until a field is anything but a plain number within ±2^53; for a while where there is a faster way. */
  private appendPlain(batch: FieldBatch, j: number, from: number): number {
    const { bytes, starts, ends, width } = batch;
    const { strict } = this.options;
    const { values } = this;
    const until = batch.numbers === undefined ? batch.count : Math.min(batch.count, from + STRETCH);
    let at = this.length;
    let record = from;
    for (let field = from * width + j; record < until; record++, field += width) {
      const start = starts[field] as number;
      const end = ends[field] as number;
      const value = parseNumber(bytes, start, end);
      if (!(value < LARGEST_EXACT && value > -LARGEST_EXACT)) break;
      if (strict && hasLeadingZero(bytes, start, end)) break;
      values[at++] = value;
    }
    this.length = at;
    return record;
  }

  private appendSpecial({ bytes, starts, ends, width }: FieldBatch, j: number, record: number): boolean {
    const start = starts[record * width + j] as number;
    const end = ends[record * width + j] as number;
    if (this.options.nulls.has(bytes, start, end)) {
      this.appendMissing();
      return true;
    }
    const text = asciiTrimmed(bytes, start, Math.min(end, start + 1200));
    const value = parseNumber(bytes, start, end);
    if (value !== value && !/^[+-]?nan$/i.test(text)) return false;
    if (this.options.strict && hasLeadingZero(bytes, start, end)) return false;
    const integer = integerOf(text);
    const isLarge = integer !== undefined && Math.abs(value) >= LARGEST_EXACT;
    if (isLarge && this.options.strict && this.integers === undefined) this.toIntegers();
    if (this.integers !== undefined && integer === undefined) this.toDoubles();
    if (this.integers !== undefined && integer !== undefined) this.integers[this.length++] = integer;
    else this.values[this.length++] = value;
    return true;
  }

  private appendMissing(): void {
    this.missing.mark(this.length);
    if (this.integers === undefined) this.values[this.length] = NaN;
    this.length++;
  }

  /** Takes effect only where every number so far is whole. */
  private toIntegers(): void {
    const integers = new BigInt64Array(this.values.length);
    for (let i = 0; i < this.length; i++) {
      const value = this.values[i] as number;
      if (this.missing.has(i)) continue;
      if (!Number.isSafeInteger(value) || Object.is(value, -0)) return;
      integers[i] = BigInt(value);
    }
    this.integers = integers;
    this.values = new Float64Array(0);
  }

  private toDoubles(): void {
    const { integers } = this;
    if (integers === undefined) return;
    this.values = Float64Array.from({ length: integers.length }, (_, i) =>
      this.missing.has(i) ? NaN : Number(integers[i]),
    );
    this.integers = undefined;
  }

  private reserve(length: number): void {
    const held = this.integers ?? this.values;
    if (length <= held.length) return;
    const size = Math.max(length, held.length * 2);
    if (this.integers !== undefined) {
      const grown = new BigInt64Array(size);
      grown.set(this.integers);
      this.integers = grown;
    } else {
      const grown = new Float64Array(size);
      grown.set(this.values);
      this.values = grown;
    }
  }
}

/** A whole number that fits into 64 bits, spelled without point and exponent. */
export function integerOf(text: string): bigint | undefined {
  if (text.length > 24 || !/^[+-]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.startsWith("+") ? text.slice(1) : text);
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

/** Whether digits follow a leading zero: an identifier, most likely. */
export function hasLeadingZero(bytes: Uint8Array, start: number, end: number): boolean {
  let i = start;
  if (bytes[i] === 45 || bytes[i] === 43) i++;
  if (bytes[i] !== 48 || i + 1 >= end) return false;
  const next = bytes[i + 1] as number;
  return next >= 48 && next <= 57;
}
