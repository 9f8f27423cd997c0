import { integer, parseOptions, showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { bestWords } from "./best-words.ts";
import { MASK } from "./mask-filler.ts";
import type { MaskFiller } from "./mask-filler.ts";

/** Options of {@link suggest} and {@link suggestReplace}. */
export interface SuggestOptions {
  /** How many words. Default 20. */
  readonly count?: number;
}

/**
 * Words for a place in texts, from a masked language model: to be looked through, and then used as the fill-ins of a template. Of
 * several texts, words that fit in the most come first, and then those with the highest mean score.
 *
 * @param texts - a text with `{mask}`, or several.
 * @param filler - the model.
 * @param options - how many.
 * @returns the words, best first.
 * @throws {BehaviorError} `invalidTemplate` for a text without exactly one mask; `invalidOption`.
 *
 * @example
 * ```ts
 * import { suggest } from "@mlsys/behavior";
 * import type { MaskFiller } from "@mlsys/behavior";
 *
 * const model: MaskFiller = async (texts) => texts.map(() => [{ word: "rose", score: 0.6 }, { word: "fell", score: 0.3 }]);
 * await suggest("Profit {mask} in the quarter.", model); // => ["rose", "fell"]
 * ```
 */
export async function suggest(
  texts: string | readonly string[],
  filler: MaskFiller,
  options: SuggestOptions = {},
): Promise<string[]> {
  const { count } = parseOptions(
    "suggest",
    options,
    { count: { rule: integer({ min: 1 }), default: 20 } },
    BehaviorError,
  );
  const list = typeof texts === "string" ? [texts] : texts;
  const wrong = list.find((text) => text.split(MASK).length !== 2);
  if (wrong !== undefined || list.length === 0) {
    throw new BehaviorError({
      code: "invalidTemplate",
      what: `a text has not one ${MASK}`,
      where: "suggest",
      found: showValue(wrong ?? list),
      fix: `write ${MASK} where the words are to go, once a text`,
    });
  }
  return (await bestWords(list, filler, count)).flat();
}

/**
 * Words in place of a word of a text, from a masked language model.
 *
 * @param text - the text.
 * @param word - the word in it; all its occurrences are tried together.
 * @param filler - the model.
 * @param options - how many.
 * @returns the words, best first, without the word itself.
 * @throws {BehaviorError} `invalidTemplate` when the word does not occur; `invalidOption`.
 *
 * @example
 * ```ts
 * import { suggestReplace } from "@mlsys/behavior";
 *
 * const model = async (texts: readonly string[]) => texts.map(() => [{ word: "good", score: 1 }, { word: "great", score: 0.5 }]);
 * await suggestReplace("A good year", "good", model); // => ["great"]
 * ```
 */
export async function suggestReplace(
  text: string,
  word: string,
  filler: MaskFiller,
  options: SuggestOptions = {},
): Promise<string[]> {
  const pieces = text.split(word);
  const texts = pieces
    .slice(1)
    .map((_, i) => pieces.slice(0, i + 1).join(word) + MASK + pieces.slice(i + 1).join(word));
  return (await suggest(texts, filler, options)).filter((each) => each !== word);
}
