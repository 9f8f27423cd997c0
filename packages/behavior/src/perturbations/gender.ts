import { textPerturbation } from "./internal/text-perturbation.ts";
import { wordReplacements } from "./internal/replace-words.ts";
import type { Perturbation, TextPerturbationOptions } from "./perturbation.ts";

// prettier-ignore
const PAIRS = [
  ["he", "she"], ["himself", "herself"], ["man", "woman"], ["men", "women"], ["boy", "girl"], ["boys", "girls"], ["father", "mother"],
  ["son", "daughter"], ["sons", "daughters"], ["brother", "sister"], ["brothers", "sisters"], ["husband", "wife"], ["uncle", "aunt"],
  ["gentleman", "lady"], ["chairman", "chairwoman"], ["businessman", "businesswoman"], ["spokesman", "spokeswoman"], ["king", "queen"],
  ["actor", "actress"], ["waiter", "waitress"], ["mr", "ms"], ["male", "female"], ["males", "females"], ["prince", "princess"],
] as const;

/** English says *her* for both *him* and *his*: before a word it is *his*, else *him*. */
const OTHERS = new Map<string, string>([
  ...PAIRS.flatMap(([a, b]): [string, string][] => [
    [a, b],
    [b, a],
  ]),
  ["him", "her"],
  ["his", "her"],
  ["hers", "his"],
  ["mrs", "mr"],
]);

/**
 * Puts women in place of men and men in place of women, in the pronouns and nouns of an English text.
 *
 * @param options - what every perturbation of text takes.
 * @returns the perturbation, with one result.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { changeGender, perturb } from "@mlsys/behavior";
 *
 * perturb(["The chairman said that he likes his job"], changeGender())[0]?.inputs[1];
 * // => "The chairwoman said that she likes her job"
 * ```
 */
export function changeGender(options: TextPerturbationOptions = {}): Perturbation<string> {
  return textPerturbation("changeGender", options, {}, () => (text) => [
    wordReplacements(text, (word, after) =>
      word === "her" ? (/^ \p{L}/u.test(after) ? "his" : "him") : OTHERS.get(word),
    ),
  ]);
}
