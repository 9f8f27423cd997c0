import { Column } from "./column.ts";
import { sliceValidity, takeValidity } from "./validity.ts";
import type { Validity } from "./validity.ts";

/** A column of instants: milliseconds since 1970 (UTC), 64 bits each. */
export class TimestampColumn extends Column<Date> {
  readonly type = "timestamp";
  /** Milliseconds since 1970. */
  readonly values: BigInt64Array;

  /**
   * @param values - milliseconds since 1970; taken as they are.
   * @param validity - bit i is 1 where value i is present. Default: all are.
   */
  constructor(values: BigInt64Array, validity?: Validity) {
    super(values.length, validity);
    this.values = values;
  }

  get byteLength(): number {
    return this.values.byteLength + (this.validity?.byteLength ?? 0);
  }

  take(indices: ArrayLike<number>): TimestampColumn {
    const taken = new BigInt64Array(indices.length);
    for (let i = 0; i < indices.length; i++) taken[i] = this.values[indices[i] ?? 0] ?? 0n;
    return new TimestampColumn(taken, takeValidity(this.validity, indices));
  }

  slice(start: number, end: number): TimestampColumn {
    return new TimestampColumn(this.values.subarray(start, end), sliceValidity(this.validity, start, end));
  }

  protected valueAt(i: number): Date {
    return new Date(Number(this.values[i]));
  }
}
