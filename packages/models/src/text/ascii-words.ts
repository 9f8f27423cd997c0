import type { Spans } from "./spans.ts";

/** The most letters whose key is the term itself. */
const MOST_TOLD = 8;
/** The bit that a key's first number has where other terms may have the same key. */
const UNTOLD = 1 << 31;
/** What the second number of a key is multiplied by before each letter: above all of ASCII, so that four letters are told. */
const KEY_FACTOR = 131;

/**
 * Writes the key of the term units[start … end − 1], two numbers. Of up to 8 characters of ASCII, the key is the term: the last four are the
 * bytes of the first number, those before them the digits of the second. Other terms may share a key, whose first number is negative.
 */
export function writeKey(units: Uint16Array, start: number, end: number, keys: Int32Array, at: number): void {
  let low = 0;
  let high = 0;
  let seen = 0;
  for (let i = start; i < end; i++) {
    const unit = units[i] as number;
    seen |= unit | (unit - 1);
    high = Math.imul(high, KEY_FACTOR) + (low >>> 24) + (unit >>> 7);
    low = (low << 8) ^ unit;
  }
  // No unit was 0, and none was above those of ASCII.
  const isTold = end - start <= MOST_TOLD && (seen & ~0x7f) === 0;
  keys[at] = isTold ? low : low | UNTOLD;
  keys[at + 1] = high;
}

/** Where the lower-cased ones begin below. */
const LOWERED = 128;
/** Per ASCII character, as it is and then lower-cased: 0 when it ends a word, else the character. */
const WORD_LETTERS = /* @__PURE__ */ asciiWordLetters();

function asciiWordLetters(): Uint8Array {
  const table = new Uint8Array(256);
  for (let code = 0; code < LOWERED; code++) {
    const character = String.fromCharCode(code);
    if (!/\w/.test(character)) continue;
    table[code] = code;
    table[code + LOWERED] = character.toLowerCase().charCodeAt(0);
  }
  return table;
}

const encoder = /* @__PURE__ */ new TextEncoder();
/** A document's bytes, and its words: constants, whose addresses and sizes need not be looked up at each letter. */
const bytes = /* @__PURE__ */ new Uint8Array(1 << 20);
const units = /* @__PURE__ */ new Uint16Array(1 << 20);

/** The words of an ASCII document; false when it is not ASCII, or too long. */
export function writeAsciiWords(document: string, spans: Spans, lowercase: boolean): boolean {
  const { length } = document;
  if (length >= bytes.length) return false;
  const { read, written } = encoder.encodeInto(document, bytes);
  // Any other character takes more bytes than units.
  if (read !== length || written !== length) return false;
  // The end of the document ends a word like a space.
  bytes[length] = 0x20;
  // A word takes two letters and what ends it.
  spans.reserveTerms(Math.floor((length + 1) / 3));
  const { terms } = spans;
  const shift = lowercase ? LOWERED : 0;
  let start = 0;
  let at = 0;
  let place = 0;
  // The key of the word, as `writeKey` does.
  let low = 0;
  let high = 0;
  for (let i = 0; i <= length; i++) {
    const unit = WORD_LETTERS[(bytes[i] as number) | shift] as number;
    if (unit !== 0) {
      units[at++] = unit;
      high = Math.imul(high, KEY_FACTOR) + (low >>> 24);
      low = (low << 8) | unit;
      continue;
    }
    if (at - start > 1) {
      terms[place] = start;
      terms[place + 1] = at;
      terms[place + 2] = at - start > MOST_TOLD ? low | UNTOLD : low;
      terms[place + 3] = high;
      place += 4;
      units[at++] = 0x20;
      start = at;
    }
    at = start;
    low = high = 0;
  }
  spans.units = units;
  spans.count = place / 4;
  spans.length = at;
  return true;
}
