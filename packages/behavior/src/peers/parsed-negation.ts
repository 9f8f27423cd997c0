import type nlp from "compromise";
import { textPerturbation } from "../perturbations/internal/text-perturbation.ts";
import { wordEdits } from "../perturbations/internal/word-edits.ts";
import type { Perturbation, TextPerturbationOptions } from "../perturbations/perturbation.ts";
import { loadPeer } from "./load-peer.ts";

/**
 * Negates English sentences by a parse: *they know the answer* becomes *they do not know the answer*. Unlike `addNegation` of the core it needs
 * no auxiliary. Questions, and sentences that are negative already, are left alone.
 *
 * @param options - what every perturbation of text takes.
 * @returns the perturbation, with one result.
 * @throws {BehaviorError} `missingPeer` without `compromise`; `invalidOption`.
 * @see https://github.com/spencermountain/compromise
 *
 * @example
 * ```ts
 * import { perturb } from "@mlsys/behavior";
 * import { addNegation } from "@mlsys/behavior/compromise";
 *
 * perturb(["I liked the flight"], addNegation())[0]?.inputs[1]; // => "I did not like the flight"
 * ```
 */
export function addNegation(options: TextPerturbationOptions = {}): Perturbation<string> {
  return parsed("addNegation", options, (verbs) => verbs.toNegative(), /\?\s*$|\b(?:no|not|never|cannot)\b|n['’]t\b/i);
}

/**
 * Takes negations out of English sentences by a parse: *they do not know* becomes *they know*.
 *
 * @param options - what every perturbation of text takes.
 * @returns the perturbation, with one result.
 * @throws {BehaviorError} `missingPeer` without `compromise`; `invalidOption`.
 *
 * @example
 * ```ts
 * import { perturb } from "@mlsys/behavior";
 * import { removeNegation } from "@mlsys/behavior/compromise";
 *
 * perturb(["It was not good."], removeNegation())[0]?.inputs[1]; // => "It was good."
 * ```
 */
export function removeNegation(options: TextPerturbationOptions = {}): Perturbation<string> {
  return parsed("removeNegation", options, (verbs) => verbs.toPositive(), /\?\s*$/);
}

type Nlp = typeof nlp;
type Verbs = ReturnType<ReturnType<Nlp>["verbs"]>;

function parsed(
  name: string,
  options: TextPerturbationOptions,
  change: (verbs: Verbs) => unknown,
  leftAlone: RegExp,
): Perturbation<string> {
  const parse = loadPeer<Nlp>("compromise", "compromise");
  return textPerturbation(name, options, {}, () => (text) => {
    if (text.trim() === "" || leftAlone.test(text)) return [];
    const document = parse(text);
    change(document.verbs());
    return [wordEdits(text, document.text())];
  });
}
