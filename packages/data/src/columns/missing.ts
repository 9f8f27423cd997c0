import type { Validity } from "@mlsys/core";

/** Remembers which values are missing; costs nothing while none is. */
export class MissingValues {
  private bits: Uint8Array | undefined;

  mark(i: number): void {
    const byte = i >> 3;
    if (this.bits === undefined || byte >= this.bits.length) {
      const grown = new Uint8Array(Math.max(1024, byte * 2 + 1));
      if (this.bits !== undefined) grown.set(this.bits);
      this.bits = grown;
    }
    this.bits[byte] = (this.bits[byte] ?? 0) | (1 << (i & 7));
  }

  markRange(from: number, to: number): void {
    for (let i = from; i < to; i++) this.mark(i);
  }

  has(i: number): boolean {
    return this.bits !== undefined && (((this.bits[i >> 3] ?? 0) >> (i & 7)) & 1) === 1;
  }

  /** The bitmap of the values that are present; undefined when all are. */
  validity(length: number): Validity {
    if (this.bits === undefined) return undefined;
    const present = new Uint8Array((length + 7) >> 3).fill(0xff);
    const shared = Math.min(present.length, this.bits.length);
    for (let byte = 0; byte < shared; byte++) present[byte] = ~(this.bits[byte] ?? 0) & 0xff;
    if ((length & 7) !== 0 && present.length > 0) {
      present[present.length - 1] = (present[present.length - 1] ?? 0) & ((1 << (length & 7)) - 1);
    }
    return present;
  }
}
