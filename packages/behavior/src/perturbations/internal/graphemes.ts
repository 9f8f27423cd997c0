/** Printable ASCII and newline: there each UTF-16 unit is a grapheme of its own. */
const SIMPLE = /^[\n\x20-\x7e]*$/;

let segmenter: Intl.Segmenter | undefined;

/** The offsets at which a text may be cut without splitting what a reader sees as one character; 0 and its length included. */
export function graphemeBoundaries(text: string): readonly number[] {
  if (SIMPLE.test(text)) return Array.from({ length: text.length + 1 }, (_, i) => i);
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  const starts = Array.from(segmenter.segment(text), ({ index }) => index);
  starts.push(text.length);
  return starts;
}

/** Whether a text has only units that are graphemes of their own. */
export function isSimpleText(text: string): boolean {
  return SIMPLE.test(text);
}
