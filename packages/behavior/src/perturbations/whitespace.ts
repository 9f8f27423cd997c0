import { edit } from "./internal/apply-edits.ts";
import { textPerturbation } from "./internal/text-perturbation.ts";
import type { Perturbation, TextPerturbationOptions } from "./perturbation.ts";

/**
 * Adds white space that means nothing: at both ends, and doubled between words.
 *
 * @param options - what every perturbation of text takes.
 * @returns the perturbation, with up to two results.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { perturb, whitespace } from "@mlsys/behavior";
 *
 * perturb(["a b"], whitespace())[0]?.inputs; // => ["a b", " a b ", "a  b"]
 * ```
 */
export function whitespace(options: TextPerturbationOptions = {}): Perturbation<string> {
  return textPerturbation("whitespace", options, {}, () => (text) => {
    const gaps = Array.from(text.matchAll(/(?<=\S) (?=\S)/g), ({ index }) => edit(text, index, index + 1, "  "));
    if (text === "") return [];
    return [[edit(text, 0, 0, " "), edit(text, text.length, text.length, " ")], gaps];
  });
}
