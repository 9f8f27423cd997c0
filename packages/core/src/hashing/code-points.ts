/**
 * Orders two texts by code point, as Python and C do; JavaScript's `<` orders by UTF-16 unit, which differs where letters
 * beyond U+FFFF (emoji) meet those from U+E000 to U+FFFF (ligatures).
 *
 * @param a - one text.
 * @param b - another.
 * @returns a negative number, zero or a positive one.
 *
 * @example
 * ```ts
 * import { compareCodePoints } from "@mlsys/core";
 *
 * ["😀", "ﬁ", "a"].sort(compareCodePoints); // => ["a", "ﬁ", "😀"]
 * ```
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above U+FFFF, so they rank above all other units. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
