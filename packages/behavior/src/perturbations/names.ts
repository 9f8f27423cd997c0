import { arrayOf, oneOf, text as textRule } from "@mlsys/core";
import { english } from "../lexicons/english.ts";
import { edit } from "./internal/apply-edits.ts";
import { mentionsOf } from "./internal/gazetteer.ts";
import { resultsRule, textPerturbation } from "./internal/text-perturbation.ts";
import type { Perturbation, TextPerturbationOptions } from "./perturbation.ts";

/** Options of {@link changeNames}. */
export interface ChangeNamesOptions extends TextPerturbationOptions {
  /** Which part to change: the given name, or the surname behind one. Default `"first"`. */
  readonly part?: "first" | "last";
  /** Given names to look for and to put in, men's. Default: the package's. */
  readonly male?: readonly string[];
  /** The same, women's. */
  readonly female?: readonly string[];
  /** Surnames to put in. */
  readonly lastNames?: readonly string[];
  /** Number of results for each text. Default 3. */
  readonly results?: number;
}

/**
 * Gives a person another name of the same sex, wherever the name occurs in the text. Persons are found by a list of given names.
 *
 * @param options - lists, given name or surname, how many results.
 * @returns the perturbation; it does not apply to texts that name nobody of the lists.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { changeNames, perturb } from "@mlsys/behavior";
 *
 * const two = changeNames({ male: ["Paul", "Mark"], female: [] });
 * perturb(["Paul said that Paul agreed"], two)[0]?.inputs[1]; // => "Mark said that Mark agreed"
 * ```
 */
export function changeNames(options: ChangeNamesOptions = {}): Perturbation<string> {
  const lists = english();
  return textPerturbation(
    "changeNames",
    options,
    {
      part: { rule: oneOf("first", "last"), default: "first" as const },
      male: { rule: arrayOf(textRule()), default: lists.male },
      female: { rule: arrayOf(textRule()), default: lists.female },
      lastNames: { rule: arrayOf(textRule()), default: lists.lastName },
      results: resultsRule(3),
    },
    ({ part, male, female, lastNames, results }) => {
      const find = mentionsOf([...male, ...female]);
      const isMale = new Set(male);
      return function* propose(text, random) {
        const mentions = find(text);
        const [first] = mentions;
        if (first === undefined) return;
        const target = part === "first" ? first.entry : surnameBehind(text, first.end);
        if (target === undefined) return;
        const others = part === "last" ? lastNames : isMale.has(first.entry) ? male : female;
        const places = part === "first" ? mentions.filter(({ entry }) => entry === target) : mentionsOf([target])(text);
        for (const other of random.shuffled(others).slice(0, results + 1))
          yield places.map(({ start, end }) => edit(text, start, end, other));
      };
    },
    ({ results }) => results,
  );
}

function surnameBehind(text: string, end: number): string | undefined {
  return /^ (\p{Lu}[\p{L}\p{M}'’-]+)/u.exec(text.slice(end))?.[1];
}
