/** Python's `\w`: letters and numbers of all scripts, and the underscore. Marks are none. */
const WORD = /[\p{L}\p{N}_]/u;

const IS_WORD = 1;
const PAGES = /* @__PURE__ */ new Array<Uint8Array | undefined>(0x1100).fill(undefined);

/** Whether a code point is a word character; classified in pages of 256, when first met. */
export function isWordCharacter(codePoint: number): boolean {
  const page = (PAGES[codePoint >> 8] ??= classify(codePoint >> 8));
  return page[codePoint & 255] === IS_WORD;
}

function classify(page: number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, i) => (WORD.test(String.fromCodePoint(page * 256 + i)) ? IS_WORD : 0));
}
