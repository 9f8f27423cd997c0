import type { TextColumn } from "@mlsys/core";
import { keptRows } from "./accumulators/accumulator.ts";

/** Texts of one column in one chunk. Strings are made only when a check asks for them, and then once. */
export class TextLane {
  readonly form = "values";
  readonly kind = "string";
  readonly text: TextColumn;
  /** The column in all of the data; undefined where that is not in memory. */
  readonly whole: TextColumn | undefined;
  private made: readonly (string | null)[] | undefined;

  constructor(text: TextColumn, whole: TextColumn | undefined) {
    this.text = text;
    this.whole = whole;
  }

  get values(): readonly (string | null)[] {
    return (this.made ??= stringsOf(this.text));
  }

  /** Of the rows that count those with a text, as 1; undefined where all are. */
  rowsWithText(kept: Uint8Array | undefined): Uint8Array | undefined {
    const { text } = this;
    if (text.nullCount === 0) return kept;
    const mask = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) mask[i] = text.isNull(i) || (kept !== undefined && kept[i] !== 1) ? 0 : 1;
    return mask;
  }

  /** How many of the rows that count have a text. */
  present(kept: Uint8Array | undefined): number {
    return kept === undefined
      ? this.text.length - this.text.nullCount
      : keptRows(this.text.length, this.rowsWithText(kept));
  }
}

/** Pure ASCII is decoded in one piece and cut, which takes a fraction of the time. */
function stringsOf(text: TextColumn): readonly (string | null)[] {
  const { offsets, bytes, length } = text;
  const [first, last] = [offsets[0] ?? 0, offsets[length] ?? 0];
  for (let i = first; i < last; i++) if ((bytes[i] ?? 0) > 127) return text.toArray();
  const all = new TextDecoder("latin1").decode(bytes.subarray(first, last));
  const strings: (string | null)[] = Array.from({ length });
  for (let i = 0; i < length; i++)
    strings[i] = text.isNull(i) ? null : all.slice((offsets[i] ?? 0) - first, (offsets[i + 1] ?? 0) - first);
  return strings;
}
