import { stableHash, Table } from "@mlsys/core";
import type {
  BooleanColumn,
  Column,
  DictionaryColumn,
  NumericColumn,
  TableInput,
  TextColumn,
  TimestampColumn,
} from "@mlsys/core";
import { sha256Hasher } from "./hasher.ts";
import type { Hasher } from "./hasher.ts";

const CHUNK = 4096;

/**
 * The fingerprint of a table's content: the names of its columns, what kind of value each holds, and the values, in order. How
 * the values are stored does not matter (a text column and one with a dictionary, 32-bit and 64-bit numbers, rows and
 * columns), nor where they were read from; a missing value, a NaN and an empty text differ, and so do 0 and -0.
 *
 * @param input - the table.
 * @returns 64 hexadecimal digits (SHA-256).
 * @throws {CoreError} `invalidInput` when the input is no table, or a nested value cannot be hashed; `lengthMismatch`.
 *
 * @example
 * ```ts
 * import { fingerprint } from "@mlsys/data";
 *
 * fingerprint([{ x: 1 }, { x: 2 }]) === fingerprint({ x: Int32Array.of(1, 2) }); // => true
 * fingerprint([{ x: 1 }, { x: 2 }]) === fingerprint([{ x: 2 }, { x: 1 }]); // => false
 * ```
 */
export function fingerprint(input: TableInput): string {
  const table = Table.from(input);
  const hash = sha256Hasher();
  const names: readonly string[] = table.columnNames;
  tag(hash, `mlsys table 1: ${table.numRows} rows, ${names.length} columns`);
  for (const name of names) {
    tag(hash, name);
    absorb(hash, table.column(name));
  }
  return hash.digest();
}

function absorb(hash: Hasher, column: Column): void {
  if (column.nullCount === column.length) tag(hash, "missing");
  else if (isText(column)) absorbTexts(hash, column);
  else if (isTimestamp(column)) absorbInstants(hash, column);
  else if (isBoolean(column)) absorbTruthValues(hash, column);
  else if (isNumeric(column)) absorbNumbers(hash, column);
  else tag(hash, `mixed ${stableHash(column.toArray().map((value) => value ?? null))}`);
}

// By type, not by class: the table may come from another installed copy of core.
const isText = (column: Column): column is TextColumn | DictionaryColumn =>
  column.type === "text" || column.type === "dictionary";
const isTimestamp = (column: Column): column is TimestampColumn => column.type === "timestamp";
const isBoolean = (column: Column): column is BooleanColumn => column.type === "boolean";
const isNumeric = (column: Column): column is NumericColumn => column.type !== "mixed";

/** Doubles; what a double cannot hold follows them, with its place. */
function absorbNumbers(hash: Hasher, column: NumericColumn): void {
  tag(hash, "number");
  absorbMissing(hash, column);
  const buffer = new Float64Array(CHUNK);
  const beyond: string[] = [];
  const { values } = column;
  inChunks(column.length, (start, end) => {
    for (let i = start; i < end; i++) {
      const value = column.isNull(i) ? 0 : (values[i] ?? 0);
      const number = Number(value);
      if (typeof value === "bigint" && BigInt(number) !== value) beyond.push(`${i}:${value}`);
      // One NaN stands for all.
      buffer[i - start] = number === number ? number : NaN;
    }
    hash.update(bytesOf(buffer, end - start));
  });
  if (beyond.length > 0) tag(hash, beyond.join());
}

function absorbInstants(hash: Hasher, column: TimestampColumn): void {
  tag(hash, "timestamp");
  absorbMissing(hash, column);
  const buffer = new BigInt64Array(CHUNK);
  inChunks(column.length, (start, end) => {
    for (let i = start; i < end; i++) buffer[i - start] = column.isNull(i) ? 0n : (column.values[i] ?? 0n);
    hash.update(bytesOf(buffer, end - start));
  });
}

function absorbTruthValues(hash: Hasher, column: BooleanColumn): void {
  tag(hash, "boolean");
  absorbMissing(hash, column);
  const buffer = new Uint8Array(CHUNK);
  inChunks(column.length, (start, end) => {
    for (let i = start; i < end; i++) buffer[i - start] = column.at(i) === true ? 1 : 0;
    hash.update(bytesOf(buffer, end - start));
  });
}

/** Of each chunk first the lengths, then the bytes. */
function absorbTexts(hash: Hasher, column: TextColumn | DictionaryColumn): void {
  tag(hash, "text");
  absorbMissing(hash, column);
  const { offsets, bytes } = "dictionary" in column ? column.dictionary : column;
  const codes = "dictionary" in column ? column.codes : undefined;
  const lengths = new Int32Array(CHUNK);
  let buffer = new Uint8Array(1 << 16);
  inChunks(column.length, (start, end) => {
    let size = 0;
    for (let i = start; i < end; i++) {
      const k = codes === undefined ? i : (codes[i] as number);
      const from = offsets[k] as number;
      const length = column.isNull(i) ? 0 : (offsets[k + 1] as number) - from;
      lengths[i - start] = length;
      if (size + length > buffer.length) buffer = grown(buffer, size + length);
      for (let b = 0; b < length; b++) buffer[size + b] = bytes[from + b] as number;
      size += length;
    }
    hash.update(bytesOf(lengths, end - start));
    hash.update(buffer.subarray(0, size));
  });
}

function absorbMissing(hash: Hasher, column: Column): void {
  tag(hash, column.nullCount === 0 ? "all present" : `${column.nullCount} missing`);
  if (column.nullCount === 0) return;
  const buffer = new Uint8Array(CHUNK);
  inChunks(column.length, (start, end) => {
    for (let i = start; i < end; i++) buffer[i - start] = column.isNull(i) ? 0 : 1;
    hash.update(bytesOf(buffer, end - start));
  });
}

/** A text with its length before it, so that no two sequences of texts share one stream. */
function tag(hash: Hasher, text: string): void {
  const bytes = new TextEncoder().encode(text);
  hash.update(new TextEncoder().encode(`${bytes.length}:`));
  hash.update(bytes);
}

function inChunks(length: number, absorbRange: (start: number, end: number) => void): void {
  for (let start = 0; start < length; start += CHUNK) absorbRange(start, Math.min(length, start + CHUNK));
}

function bytesOf(values: Float64Array | BigInt64Array | Int32Array | Uint8Array, count: number): Uint8Array {
  return new Uint8Array(values.buffer, 0, count * values.BYTES_PER_ELEMENT);
}

function grown(from: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const to = new Uint8Array(Math.max(size, from.length * 2));
  to.set(from);
  return to;
}
