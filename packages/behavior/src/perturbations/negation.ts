import { edit } from "./internal/apply-edits.ts";
import { textPerturbation } from "./internal/text-perturbation.ts";
import type { Perturbation, TextEdit, TextPerturbationOptions } from "./perturbation.ts";

/**
 * Negates an English sentence by its first auxiliary: *is* becomes *is not*, *will* becomes *will not*. A sentence without one
 * is left alone: that takes a parse, and comes with `@mlsys/behavior/compromise`.
 *
 * @param options - what every perturbation of text takes.
 * @returns the perturbation, with one result.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { addNegation, perturb } from "@mlsys/behavior";
 *
 * perturb(["The outlook is good."], addNegation())[0]?.inputs[1]; // => "The outlook is not good."
 * ```
 */
export function addNegation(options: TextPerturbationOptions = {}): Perturbation<string> {
  return textPerturbation("addNegation", options, {}, () => (text) => {
    const found = AUXILIARY.exec(text);
    if (found === null || NEGATIVE_WORD.test(text)) return [];
    const end = found.index + found[0].length;
    return [[found[0].toLowerCase() === "can" ? edit(text, end, end, "not") : edit(text, end, end, " not")]];
  });
}

/**
 * Takes the negation out of an English sentence: *is not* and *isn't* become *is*.
 *
 * @param options - what every perturbation of text takes.
 * @returns the perturbation, with one result; it does not apply to sentences without a negated auxiliary.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { perturb, removeNegation } from "@mlsys/behavior";
 *
 * perturb(["It won't rain"], removeNegation())[0]?.inputs[1]; // => "It will rain"
 * ```
 */
export function removeNegation(options: TextPerturbationOptions = {}): Perturbation<string> {
  return textPerturbation("removeNegation", options, {}, () => (text) => [
    Array.from(text.matchAll(NEGATION), bare(text)),
  ]);
}

const AUXILIARIES = "am|is|are|was|were|will|would|can|could|should|must|has been|have been|had been|may|might|shall";
const AUXILIARY = new RegExp(
  String.raw`(?<![\p{L}\p{N}'’])(?:${AUXILIARIES.replaceAll(" been", "(?= been)")})(?![\p{L}\p{N}'’])`,
  "iu",
);
const VERBS = "am|is|are|was|were|will|would|can|could|should|must|has|have|had|may|might|shall|does|do|did";
const NEGATION = new RegExp(
  String.raw`(?<![\p{L}\p{N}'’])(?:(?<verb>${VERBS})(?: not|n['’]t)|(?<can>can)(?:not|['’]t)|won['’]t)(?![\p{L}\p{N}'’])`,
  "giu",
);
const NEGATIVE_WORD = /(?<!\p{L})(?:cannot|never|no|not|\p{L}+n['’]t)(?!\p{L})/iu;

function bare(text: string): (match: RegExpExecArray) => TextEdit {
  return ({ 0: negated, index, groups = {} }) => {
    const { verb, can } = groups;
    return edit(text, index, index + negated.length, verb ?? can ?? `${negated.charAt(0)}ill`);
  };
}
