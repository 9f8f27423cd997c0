/**
 * Printable ASCII, newline, Latin letters, dashes, quotation marks, currencies: nothing among them joins with its neighbour, so each
 * UTF-16 unit is a grapheme of its own.
 */
const SIMPLE = /^[\n\x20-\x7e\xa0-\xa8\xaa-\xac\xaf-\u02ff\u2010-\u2027\u2030-\u203b\u20a0-\u20bf]*$/;

let segmenter: Intl.Segmenter | undefined;

/** The texts asked about last: who proposes edits and who checks them ask one after the other. */
let last: { readonly text: string; readonly boundaries: readonly number[] } = { text: "", boundaries: [0] };
let lastSimple = "";

/** 0, 1, 2, … up to each length that was asked for: the boundaries of texts whose units are graphemes. */
const natural: (readonly number[] | undefined)[] = [];

/** The offsets at which a text may be cut without splitting what a reader sees as one character; 0 and its length included. */
export function graphemeBoundaries(text: string): readonly number[] {
  if (isSimpleText(text)) return naturalTo(text.length);
  if (text === last.text) return last.boundaries;
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  const starts: number[] = [];
  for (const { index } of segmenter.segment(text)) starts.push(index);
  starts.push(text.length);
  last = { text, boundaries: starts };
  return starts;
}

const LONGEST_KEPT = 4096;

function naturalTo(end: number): readonly number[] {
  const known = natural[end];
  if (known !== undefined) return known;
  const boundaries = Array.from({ length: end + 1 }, (_, i) => i);
  if (end <= LONGEST_KEPT) natural[end] = boundaries;
  return boundaries;
}

/** Whether a text has only units that are graphemes of their own. */
export function isSimpleText(text: string): boolean {
  if (text === lastSimple) return true;
  const isSimple = SIMPLE.test(text);
  if (isSimple) lastSimple = text;
  return isSimple;
}
