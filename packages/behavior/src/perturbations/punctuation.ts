import { edit } from "./internal/apply-edits.ts";
import { textPerturbation } from "./internal/text-perturbation.ts";
import type { Perturbation, TextPerturbationOptions } from "./perturbation.ts";

/**
 * Changes the punctuation at the end: none, and a full stop.
 *
 * @param options - what every perturbation of text takes.
 * @returns the perturbation, with up to two results.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { perturb, punctuation } from "@mlsys/behavior";
 *
 * perturb(["Is it good?!"], punctuation())[0]?.inputs; // => ["Is it good?!", "Is it good", "Is it good."]
 * perturb(["It is."], punctuation())[0]?.inputs; // => ["It is.", "It is"]
 * ```
 */
export function punctuation(options: TextPerturbationOptions = {}): Perturbation<string> {
  return textPerturbation("punctuation", options, {}, () => (text) => {
    const end = endOfWords(text);
    if (end === 0) return [];
    return ["", "."].map((tail) => [edit(text, end, text.length, tail)]);
  });
}

const PUNCTUATION_OR_SPACE = /[\p{P}\s]/u;

/** The offset behind the last character that is neither punctuation nor space. */
function endOfWords(text: string): number {
  let end = text.length;
  while (end > 0 && PUNCTUATION_OR_SPACE.test(text.charAt(end - 1))) end--;
  return end;
}
