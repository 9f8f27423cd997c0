/** Vowel letters that sound like a consonant: *university*, *European*, *one*. */
const CONSONANT_SOUND = /^(?:eu|ewe|once|one(?!rous|iric)|ouija|u(?:[bchjkq-t][aeiou]|fo|kr|ni(?![mn])))/i;

/** Letters *u* that sound like one after all. */
const VOWEL_SOUND_U = /^u(?:n(?:i[mn]|[aeou])|r[gnb]|sh|[mplg]|tt|tmost)/i;

/** Silent h. */
const SILENT_H = /^(?:heir|honest|honou?r|hour)/i;

/** Letters whose names begin with a vowel: an F, an X. */
const VOWEL_LETTERS = "AEFHILMNORSX";

/** Capitals that are read as words. */
const READ_AS_WORDS = new Set([
  "NATO",
  "NASA",
  "LASER",
  "RADAR",
  "FIFA",
  "SCUBA",
  "NAFTA",
  "UNICEF",
  "UNESCO",
  "RAM",
  "ROM",
  "LAN",
  "SIM",
]);

/**
 * The indefinite article that goes before a word, by its sound: *an hour*, *a university*, *an MRI scan*, *an 8-bit chip*.
 *
 * @param phrase - the word, or the phrase that it begins.
 * @returns `"a"` or `"an"`.
 *
 * @example
 * ```ts
 * import { articleFor } from "@mlsys/behavior";
 *
 * articleFor("hour"); // => "an"
 * articleFor("European"); // => "a"
 * articleFor("FBI agent"); // => "an"
 * ```
 */
export function articleFor(phrase: string): "a" | "an" {
  const word = /^[^\s\-–—'’]+/.exec(phrase.trim())?.[0] ?? phrase.trim();
  if (/^\d/.test(word))
    return /^(?:8|11(?:\D|$|\d{3}(?!\d))|18(?:\D|$|\d{3}(?!\d)))/.test(word) || /^(?:11|18)$/.test(word) ? "an" : "a";
  if (isSpelledOut(word)) return VOWEL_LETTERS.includes(word.charAt(0)) ? "an" : "a";
  if (SILENT_H.test(word)) return "an";
  if (/^[aeio]/i.test(word)) return CONSONANT_SOUND.test(word) ? "a" : "an";
  if (/^u/i.test(word)) return !VOWEL_SOUND_U.test(word) && CONSONANT_SOUND.test(word) ? "a" : "an";
  return "a";
}

function isSpelledOut(word: string): boolean {
  return /^[A-Z](?:$|[A-Z.\d]+s?$)/.test(word) && !READ_AS_WORDS.has(word) && word !== "A" && word !== "I";
}
