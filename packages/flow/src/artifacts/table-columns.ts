import { BooleanColumn, DictionaryColumn, MixedColumn, NumericColumn, TextColumn, TimestampColumn } from "@mlsys/core";
import type { CodeArray, Column, NumericArray, Validity } from "@mlsys/core";

/** A column taken apart: its kind, and the arrays that make it again. */
export interface ColumnParts {
  readonly kind: "boolean" | "dictionary" | "mixed" | "numeric" | "text" | "timestamp";
  readonly parts: readonly unknown[];
}

type Texts = Pick<TextColumn, "offsets" | "bytes" | "length">;

/** Takes a column apart. The types are told by name, since the column may be of another copy of core. */
export function columnParts(column: Column): ColumnParts {
  const { validity } = column;
  switch (column.type) {
    case "boolean":
      return {
        kind: "boolean",
        parts: [(column as unknown as Pick<BooleanColumn, "bits">).bits, column.length, validity],
      };
    case "timestamp":
      return { kind: "timestamp", parts: [(column as unknown as Pick<TimestampColumn, "values">).values, validity] };
    case "text":
      return { kind: "text", parts: [...textParts(column as unknown as Texts), validity] };
    case "dictionary": {
      const { codes, dictionary } = column as unknown as Pick<DictionaryColumn, "codes" | "dictionary">;
      return { kind: "dictionary", parts: [codes, ...textParts(dictionary), validity] };
    }
    case "mixed":
      return { kind: "mixed", parts: [(column as unknown as Pick<MixedColumn, "values">).values] };
    default:
      return { kind: "numeric", parts: [(column as unknown as Pick<NumericColumn, "values">).values, validity] };
  }
}

/** Puts a column together again. */
export function columnOf(kind: string, parts: readonly unknown[]): Column | undefined {
  const at = <T>(i: number): T => parts[i] as T;
  switch (kind) {
    case "boolean":
      return new BooleanColumn(at<Uint8Array>(0), at<number>(1), at<Validity>(2));
    case "timestamp":
      return new TimestampColumn(at<BigInt64Array>(0), at<Validity>(1));
    case "text":
      return new TextColumn(at<Int32Array>(0), at<Uint8Array>(1), at<Validity>(2));
    case "dictionary":
      return new DictionaryColumn(
        at<CodeArray>(0),
        new TextColumn(at<Int32Array>(1), at<Uint8Array>(2)),
        at<Validity>(3),
      );
    case "mixed":
      return new MixedColumn(at<readonly unknown[]>(0));
    case "numeric":
      return new NumericColumn(at<NumericArray>(0), at<Validity>(1));
    default:
      return undefined;
  }
}

/** Offsets and bytes; of a slice only its own bytes. */
function textParts({ offsets, bytes, length }: Texts): [Int32Array, Uint8Array] {
  const start = offsets[0] ?? 0;
  const end = offsets[length] ?? 0;
  if (start === 0 && end === bytes.byteLength) return [offsets, bytes];
  return [offsets.map((offset) => offset - start), bytes.subarray(start, end)];
}
