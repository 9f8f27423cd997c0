import { BehaviorError } from "../../errors/behavior-error.ts";

/** Reads a pickle's bytes from front to back; past their end lies an error. */
export class ByteReader {
  at = 0;
  private readonly bytes: Buffer;
  private readonly view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    return this.bytes[this.take(1)] as number;
  }

  uint16(): number {
    return this.view.getUint16(this.take(2), true);
  }

  int32(): number {
    return this.view.getInt32(this.take(4), true);
  }

  uint32(): number {
    return this.view.getUint32(this.take(4), true);
  }

  /** A length of eight bytes; one that no memory holds is past the end. */
  length64(): number {
    return Number(this.view.getBigUint64(this.take(8), true));
  }

  /** A double, which pickles write with the high byte first. */
  float64(): number {
    return this.view.getFloat64(this.take(8), false);
  }

  text(length: number): string {
    const from = this.take(length);
    return this.bytes.toString("utf8", from, from + length);
  }

  latin1(length: number): string {
    const from = this.take(length);
    return this.bytes.toString("latin1", from, from + length);
  }

  raw(length: number): Uint8Array {
    const from = this.take(length);
    return this.bytes.subarray(from, from + length);
  }

  /** Up to the next newline, which is left behind. */
  line(): string {
    const end = this.bytes.indexOf(10, this.at);
    if (end < 0) throw this.endsEarly();
    const from = this.at;
    this.at = end + 1;
    return this.bytes.toString("utf8", from, end);
  }

  /** Moves on, and gives where it was. */
  private take(length: number): number {
    const from = this.at;
    if (length > this.bytes.length - from) throw this.endsEarly();
    this.at = from + length;
    return from;
  }

  private endsEarly(): BehaviorError {
    return new BehaviorError({
      code: "invalidFile",
      what: "the pickle ends early",
      where: `byte ${this.at} of ${this.bytes.length}`,
      fix: "give the whole file; was it cut off on its way?",
      details: { at: this.at, length: this.bytes.length },
    });
  }
}
