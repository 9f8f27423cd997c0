import { CoreError } from "../errors/core-error.ts";
import { Column } from "./column.ts";
import { emptyValidity, setValid, sliceValidity, takeValidity } from "./validity.ts";
import type { Validity } from "./validity.ts";

/** A column of text: the UTF-8 bytes of all values end to end, and where each starts. Strings are made on access. */
export class TextColumn extends Column<string> {
  readonly type = "text";
  /** Length + 1 offsets into `bytes`. */
  readonly offsets: Int32Array;
  /** The UTF-8 bytes. */
  readonly bytes: Uint8Array;

  /**
   * @param offsets - length + 1 offsets into the bytes; taken as they are.
   * @param bytes - UTF-8.
   * @param validity - bit i is 1 where value i is present. Default: all are.
   */
  constructor(offsets: Int32Array, bytes: Uint8Array, validity?: Validity) {
    super(Math.max(0, offsets.length - 1), validity);
    this.offsets = offsets;
    this.bytes = bytes;
  }

  /** Makes a column of strings; null and undefined are missing. */
  static fromStrings(values: ArrayLike<string | null | undefined>): TextColumn {
    const writer = new TextWriter(values.length);
    for (let i = 0; i < values.length; i++) writer.push(values[i]);
    return writer.finish();
  }

  get byteLength(): number {
    const bytes = (this.offsets[this.length] ?? 0) - (this.offsets[0] ?? 0);
    return this.offsets.byteLength + bytes + (this.validity?.byteLength ?? 0);
  }

  take(indices: ArrayLike<number>): TextColumn {
    const offsets = new Int32Array(indices.length + 1);
    for (let i = 0; i < indices.length; i++) offsets[i + 1] = (offsets[i] ?? 0) + this.sizeAt(indices[i] ?? 0);
    const bytes = new Uint8Array(offsets[indices.length] ?? 0);
    for (let i = 0; i < indices.length; i++) bytes.set(this.bytesAt(indices[i] ?? 0), offsets[i]);
    return new TextColumn(offsets, bytes, takeValidity(this.validity, indices));
  }

  slice(start: number, end: number): TextColumn {
    return new TextColumn(this.offsets.subarray(start, end + 1), this.bytes, sliceValidity(this.validity, start, end));
  }

  /** The UTF-8 bytes of value i, as a view. */
  bytesAt(i: number): Uint8Array {
    return this.bytes.subarray(this.offsets[i], this.offsets[i + 1]);
  }

  protected valueAt(i: number): string {
    return decode(this.bytes, this.offsets[i] ?? 0, this.offsets[i + 1] ?? 0);
  }

  private sizeAt(i: number): number {
    return (this.offsets[i + 1] ?? 0) - (this.offsets[i] ?? 0);
  }
}

/** Gathers strings into a {@link TextColumn}. */
class TextWriter {
  private readonly offsets: Int32Array;
  private readonly validity: Uint8Array;
  private readonly encoder = new TextEncoder();
  private bytes = new Uint8Array(1024);
  private size = 0;
  private count = 0;
  private nulls = 0;

  constructor(length: number) {
    this.offsets = new Int32Array(length + 1);
    this.validity = emptyValidity(length);
  }

  push(value: string | null | undefined): void {
    if (value === null || value === undefined) {
      this.nulls += 1;
    } else {
      setValid(this.validity, this.count);
      this.reserve(value.length * 3);
      this.size += this.encoder.encodeInto(value, this.bytes.subarray(this.size)).written;
    }
    this.offsets[++this.count] = this.size;
  }

  finish(): TextColumn {
    return new TextColumn(this.offsets, this.bytes.slice(0, this.size), this.nulls === 0 ? undefined : this.validity);
  }

  private reserve(extra: number): void {
    if (this.size + extra <= this.bytes.length) return;
    const wanted = Math.max(this.size + extra, this.bytes.length * 2);
    if (this.size + extra > 2 ** 31 - 1) {
      throw new CoreError({
        code: "outOfRange",
        what: "the text of a column is too long",
        where: `row ${this.count}`,
        found: "more than 2 GB",
        fix: "work in batches",
      });
    }
    const grown = new Uint8Array(Math.min(wanted, 2 ** 31 - 1));
    grown.set(this.bytes.subarray(0, this.size));
    this.bytes = grown;
  }
}

let decoder: InstanceType<typeof TextDecoder> | undefined;

/** Short ASCII text is faster to spell out than to hand to a TextDecoder. */
function decode(bytes: Uint8Array, start: number, end: number): string {
  if (end - start <= 32) {
    let text = "";
    let i = start;
    for (; i < end; i++) {
      const byte = bytes[i] ?? 0;
      if (byte >= 0x80) break;
      text += String.fromCharCode(byte);
    }
    if (i === end) return text;
  }
  decoder ??= new TextDecoder("utf-8", { ignoreBOM: true });
  return decoder.decode(bytes.subarray(start, end));
}
