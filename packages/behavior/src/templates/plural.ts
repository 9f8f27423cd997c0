/** Words with a plural of their own, by their ending: *woman* follows *man*. */
const IRREGULAR: Readonly<Record<string, string>> = {
  man: "men",
  child: "children",
  person: "people",
  foot: "feet",
  tooth: "teeth",
  goose: "geese",
  mouse: "mice",
  criterion: "criteria",
  phenomenon: "phenomena",
  ox: "oxen",
  die: "dice",
  quiz: "quizzes",
};

/** Whole words that end like an irregular one, and are none. */
const REGULAR = new Set([
  "human",
  "german",
  "roman",
  "norman",
  "ottoman",
  "shaman",
  "talisman",
  "box",
  "fox",
  "mongoose",
]);

/** Words that are their own plural. */
const UNCHANGED =
  /(?:^|[a-z])(?:sheep|fish|series|species|aircraft|spacecraft|news|means|offspring)$|^(?:deer|moose|swine|salmon|trout)$/i;

const F_TO_VES = /(?:^|[a-z])(?:(?:lea|hal|cal|el|shel|sel|wol|loa|thie|shea)f|(?:kni|li|wi)fe)$/i;
const F_AS_IT_IS = /(?:belief|relief|safe|strife|fife)$/i;
const O_TO_OES = /(?:^|[a-z])(?:potato|tomato|hero|echo|veto|torpedo|embargo|cargo|volcano|mosquito)$/i;
const IS_TO_ES = /(?:analys|bas|cris|thes|hypothes|diagnos|synthes|parenthes|oas|emphas|ax|neuros)is$/i;

/** What follows the word that changes: *mothers-in-law*, *cups of tea*. */
const HEAD = /^(\S+?)((?:-(?:in|to|of|at|by|up|on)-| (?:of|in|for|at|by|with|on|under) ).*)$/i;

/**
 * The plural of an English noun, or of a phrase that ends in one: *companies*, *women*, *cups of tea*. Capitals are kept.
 *
 * @param phrase - the noun in the singular.
 * @returns the plural.
 *
 * @example
 * ```ts
 * import { pluralOf } from "@mlsys/behavior";
 *
 * pluralOf("company"); // => "companies"
 * pluralOf("business woman"); // => "business women"
 * pluralOf("CEO"); // => "CEOs"
 * ```
 */
export function pluralOf(phrase: string): string {
  const [, head, rest = ""] = HEAD.exec(phrase) ?? [];
  if (head !== undefined) return pluralOf(head) + rest;
  const at = Math.max(phrase.lastIndexOf(" "), phrase.lastIndexOf("-")) + 1;
  return phrase.slice(0, at) + pluralOfWord(phrase.slice(at));
}

function pluralOfWord(word: string): string {
  if (word === "" || UNCHANGED.test(word)) return word;
  // Letters that are read one by one, and names of models: CEOs, ETFs.
  if (word.length > 1 && word === word.toUpperCase()) return `${word}s`;
  const irregular = irregularEnding(word);
  if (irregular !== undefined) return irregular;
  if (F_TO_VES.test(word) && !F_AS_IT_IS.test(word)) return word.replace(/fe?$/i, "ves");
  if (IS_TO_ES.test(word)) return `${word.slice(0, -2)}es`;
  if (/(?:[^aeiou]|qu)y$/i.test(word)) return `${word.slice(0, -1)}ies`;
  if (/(?:[sxz]|ch|sh)$/i.test(word) && !/(?:stomach|monarch|epoch)$/i.test(word)) return `${word}es`;
  return O_TO_OES.test(word) ? `${word}es` : `${word}s`;
}

function irregularEnding(word: string): string | undefined {
  const lower = word.toLowerCase();
  if (REGULAR.has(lower)) return undefined;
  for (const [singular, plural] of Object.entries(IRREGULAR)) {
    const isWhole = lower === singular;
    if (!isWhole && !(singular.length > 2 && singular !== "die" && lower.endsWith(singular))) continue;
    const start = word.slice(0, word.length - singular.length);
    return isWhole && word !== lower ? plural.charAt(0).toUpperCase() + plural.slice(1) : start + plural;
  }
  return undefined;
}
