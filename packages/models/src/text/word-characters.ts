/** Python's `\w`: letters and numbers of all scripts, and the underscore. Marks are none. */
const WORD = /[\p{L}\p{N}_]/u;

const ASCII_WORD = 1;
const PAGES = new Map<number, Uint8Array>();

/** Whether a code point is a word character; classified in pages of 256, when first met. */
export function isWordCharacter(codePoint: number): boolean {
  let page = PAGES.get(codePoint >> 8);
  if (page === undefined) PAGES.set(codePoint >> 8, (page = classify(codePoint >> 8)));
  return page[codePoint & 255] === ASCII_WORD;
}

function classify(page: number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, i) => (WORD.test(String.fromCodePoint(page * 256 + i)) ? 1 : 0));
}
