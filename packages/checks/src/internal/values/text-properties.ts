import { lengthOf } from "../memory/operand-rare.ts";

const WORDS = /[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*/gu;

/** What can be measured of a text; 0 where there is nothing to measure it by, as the length of no words. */
export const TEXT_PROPERTIES = {
  length: (text: string) => lengthOf(text) ?? 0,
  wordCount: (text: string) => wordsIn(text).length,
  sentenceCount: (text: string) => sentencesIn(text),
  averageWordLength: (text: string) =>
    share(
      lengths(text).reduce((sum, length) => sum + length, 0),
      wordsIn(text).length,
    ),
  longestWord: (text: string) => lengths(text).reduce((most, length) => Math.max(most, length), 0),
  wordsPerSentence: (text: string) => share(wordsIn(text).length, sentencesIn(text)),
  differentWordShare: (text: string) =>
    share(new Set(wordsIn(text).map((word) => word.toLowerCase())).size, wordsIn(text).length),
  specialCharacterShare: (text: string) => shareOf(text, /[^\p{L}\p{M}\p{N}\s]/gu),
  digitShare: (text: string) => shareOf(text, /\p{Nd}/gu),
  upperCaseShare: (text: string) => share(countOf(text, /\p{Lu}/gu), countOf(text, /\p{L}/gu)),
} as const;

/** What can be measured of a text. */
export type TextProperty = keyof typeof TEXT_PROPERTIES;

function wordsIn(text: string): readonly string[] {
  return text.match(WORDS) ?? [];
}

function lengths(text: string): readonly number[] {
  return wordsIn(text).map((word) => lengthOf(word) ?? 0);
}

/** Parts with a word in them, which end with a full stop, question or exclamation mark before a blank, or with one of East Asia's. */
function sentencesIn(text: string): number {
  return text.split(/[.!?…]+(?=\s)|[。！？]/u).filter((part) => wordsIn(part).length > 0).length;
}

function shareOf(text: string, characters: RegExp): number {
  return share(countOf(text, characters), lengthOf(text) ?? 0);
}

function countOf(text: string, characters: RegExp): number {
  return text.match(characters)?.length ?? 0;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
