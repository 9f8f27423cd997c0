import { arrayOf, text as textRule } from "@mlsys/core";
import { english } from "../lexicons/english.ts";
import { edit } from "./internal/apply-edits.ts";
import { mentionsOf } from "./internal/gazetteer.ts";
import { resultsRule, textPerturbation } from "./internal/text-perturbation.ts";
import type { Perturbation, TextPerturbationOptions } from "./perturbation.ts";

/** Options of {@link changeLocations}. */
export interface ChangeLocationsOptions extends TextPerturbationOptions {
  /** Cities to look for and to put in. Default: the package's. */
  readonly cities?: readonly string[];
  /** Countries to look for and to put in. */
  readonly countries?: readonly string[];
  /** Number of results for each text. Default 3. */
  readonly results?: number;
}

/**
 * Puts another city for a city and another country for a country, wherever the place occurs in the text.
 *
 * @param options - lists, how many results.
 * @returns the perturbation; it does not apply to texts that name no place of the lists.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { changeLocations, perturb } from "@mlsys/behavior";
 *
 * const nordic = changeLocations({ cities: ["Oslo", "Turku"], countries: [] });
 * perturb(["The Oslo office"], nordic)[0]?.inputs[1]; // => "The Turku office"
 * ```
 */
export function changeLocations(options: ChangeLocationsOptions = {}): Perturbation<string> {
  const lists = english();
  return textPerturbation(
    "changeLocations",
    options,
    {
      cities: { rule: arrayOf(textRule()), default: lists.city },
      countries: { rule: arrayOf(textRule()), default: lists.country },
      results: resultsRule(3),
    },
    ({ cities, countries, results }) => {
      const find = mentionsOf([...cities, ...countries]);
      const isCity = new Set(cities);
      return function* propose(text, random) {
        const mentions = find(text);
        const [first] = mentions;
        if (first === undefined) return;
        const places = mentions.filter(({ entry }) => entry === first.entry);
        const others = isCity.has(first.entry) ? cities : countries;
        for (const other of random.shuffled(others).slice(0, results + 1))
          yield places.map(({ start, end }) => edit(text, start, end, other));
      };
    },
    ({ results }) => results,
  );
}
