import { Column } from "./column.ts";
import { emptyValidity, setValid } from "./validity.ts";
import type { Validity } from "./validity.ts";

/** A column of values of different kinds, or of nested ones, kept as they are. It has no Arrow layout. */
export class MixedColumn extends Column {
  readonly type = "mixed";
  /** The values; null or undefined where one is missing. */
  readonly values: readonly unknown[];

  /** @param values - the values; taken as they are. Null and undefined are missing. */
  constructor(values: readonly unknown[]) {
    super(values.length, validityOf(values));
    this.values = values;
  }

  get byteLength(): number {
    return this.values.length * 16;
  }

  take(indices: ArrayLike<number>): MixedColumn {
    return new MixedColumn(Array.from(indices, (i) => this.values[i]));
  }

  slice(start: number, end: number): MixedColumn {
    return new MixedColumn(this.values.slice(start, end));
  }

  protected valueAt(i: number): unknown {
    return this.values[i];
  }
}

function validityOf(values: readonly unknown[]): Validity {
  const validity = emptyValidity(values.length);
  let nulls = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === null || values[i] === undefined) nulls += 1;
    else setValid(validity, i);
  }
  return nulls === 0 ? undefined : validity;
}
