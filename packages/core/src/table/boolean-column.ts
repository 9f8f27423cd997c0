import { Column } from "./column.ts";
import { emptyValidity, isValid, setValid, sliceValidity, takeValidity } from "./validity.ts";
import type { Validity } from "./validity.ts";

/** A column of truth values, one bit each, least significant bit first. */
export class BooleanColumn extends Column<boolean> {
  readonly type = "boolean";
  /** The packed bits. */
  readonly bits: Uint8Array;

  /**
   * @param bits - the packed values; taken as they are.
   * @param length - number of values.
   * @param validity - bit i is 1 where value i is present. Default: all are.
   */
  constructor(bits: Uint8Array, length: number, validity?: Validity) {
    super(length, validity);
    this.bits = bits;
  }

  get byteLength(): number {
    return this.bits.byteLength + (this.validity?.byteLength ?? 0);
  }

  take(indices: ArrayLike<number>): BooleanColumn {
    const bits = emptyValidity(indices.length);
    for (let i = 0; i < indices.length; i++) if (isValid(this.bits, indices[i] ?? 0)) setValid(bits, i);
    return new BooleanColumn(bits, indices.length, takeValidity(this.validity, indices));
  }

  slice(start: number, end: number): BooleanColumn {
    const bits = sliceValidity(this.bits, start, end) ?? emptyValidity(end - start);
    return new BooleanColumn(bits, end - start, sliceValidity(this.validity, start, end));
  }

  protected valueAt(i: number): boolean {
    return isValid(this.bits, i);
  }
}
