import type { TextColumn } from "@mlsys/core";

/** Texts of one column in one chunk. Strings are made only when a check asks for them, and then once. */
export class TextLane {
  readonly form = "values";
  readonly text: TextColumn;
  private made: readonly (string | null)[] | undefined;

  constructor(text: TextColumn) {
    this.text = text;
  }

  get values(): readonly (string | null)[] {
    return (this.made ??= stringsOf(this.text));
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
