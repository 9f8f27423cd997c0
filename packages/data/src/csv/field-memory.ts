import type { NumberKernel } from "../columns/field-batch.ts";
import type { Dialect } from "./record-scanner.ts";

/** Where the bytes of some records and the ranges of their fields lie. The arrays are other ones after a `reserve…`. */
export interface FieldMemory {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly quoted: Uint8Array;
  /** The line that each record starts on. */
  readonly lines: Float64Array;
  /** Makes room for so many bytes, and keeps what is there. */
  reserveBytes(length: number): void;
  /** Makes room for so many fields and records, and keeps the bytes, not the fields. */
  reserveFields(fields: number, records: number): void;
  /** What does the common case fast, where there is such a thing. */
  readonly kernel: CsvKernel | undefined;
}

/** Does the common case fast. */
export interface CsvKernel {
  /** Where the last `scan` stopped. */
  readonly position: number;
  /**
   * Cuts plain records into fields, from byte `from` on, until one is not plain.
   *
   * @returns how many it took; their fields and lines are in place of those of `record` and the next.
   */
  scan(range: { readonly from: number; readonly end: number }, dialect: Dialect, rows: KernelRows): number;
  readonly numbers: NumberKernel;
}

/** Which records a scan fills. */
export interface KernelRows {
  readonly width: number;
  /** The record to begin with, and how many there is room for. */
  readonly record: number;
  readonly room: number;
  /** The line that the first of them starts on. */
  readonly line: number;
}

/** Memory of JavaScript alone. */
export class PlainMemory implements FieldMemory {
  readonly kernel = undefined;
  bytes = new Uint8Array(1 << 16);
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  quoted = new Uint8Array(64);
  lines = new Float64Array(1);

  reserveBytes(length: number): void {
    if (length <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(length, this.bytes.length * 2));
    grown.set(this.bytes);
    this.bytes = grown;
  }

  reserveFields(fields: number, records: number): void {
    if (fields > this.starts.length) {
      this.starts = new Int32Array(fields);
      this.ends = new Int32Array(fields);
      this.quoted = new Uint8Array(fields);
    }
    if (records > this.lines.length) this.lines = new Float64Array(records);
  }
}
