import { boolean, integer } from "@mlsys/core";
import { edit } from "./internal/apply-edits.ts";
import { textPerturbation, textsFrom } from "./internal/text-perturbation.ts";
import type { Perturbation, TextPerturbationOptions } from "./perturbation.ts";

/** Options of {@link prefix} and {@link suffix}. */
export interface PhraseOptions extends TextPerturbationOptions {
  /** How many of the phrases to draw for each text. Default: all, in order. */
  readonly results?: number;
  /** Whether a space separates phrase and text. Default true. */
  readonly space?: boolean;
}

/**
 * Puts a phrase before a text.
 *
 * @param phrases - the phrase, or several: one result each.
 * @param options - how many to draw.
 * @returns the perturbation.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { perturb, prefix } from "@mlsys/behavior";
 *
 * perturb(["profit rose"], prefix("According to the report,"))[0]?.inputs[1]; // => "According to the report, profit rose"
 * ```
 */
export function prefix(phrases: string | readonly string[], options: PhraseOptions = {}): Perturbation<string> {
  return phrasePerturbation("prefix", phrases, options, (text, phrase, gap) => [edit(text, 0, 0, phrase + gap)]);
}

/**
 * Puts a phrase after a text.
 *
 * @param phrases - the phrase, or several: one result each.
 * @param options - how many to draw.
 * @returns the perturbation.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { perturb, suffix } from "@mlsys/behavior";
 *
 * perturb(["Profit rose."], suffix(["We are delighted."]))[0]?.inputs[1]; // => "Profit rose. We are delighted."
 * ```
 */
export function suffix(phrases: string | readonly string[], options: PhraseOptions = {}): Perturbation<string> {
  return phrasePerturbation("suffix", phrases, options, (text, phrase, gap) => [
    edit(text, text.length, text.length, gap + phrase),
  ]);
}

function phrasePerturbation(
  name: string,
  phrases: string | readonly string[],
  options: PhraseOptions,
  place: (text: string, phrase: string, gap: string) => ReturnType<typeof edit>[],
): Perturbation<string> {
  const list = textsFrom(phrases, name, "the phrase");
  const perturbation = textPerturbation(
    name,
    options,
    { results: { rule: integer({ min: 1 }) }, space: { rule: boolean(), default: true } },
    ({ results, space }) =>
      (text, random) =>
        (results === undefined ? list : random.shuffled(list)).map((phrase) =>
          place(text, phrase, space && text !== "" ? " " : ""),
        ),
    ({ results }) => results ?? Infinity,
  );
  return { ...perturbation, options: { phrases, ...perturbation.options } };
}
