import { integer, oneOf } from "@mlsys/core";
import { edit } from "./internal/apply-edits.ts";
import { graphemeBoundaries } from "./internal/graphemes.ts";
import { resultsRule, textPerturbation } from "./internal/text-perturbation.ts";
import type { Perturbation, TextPerturbationOptions } from "./perturbation.ts";

/** Options of {@link lookAlikes}. */
export interface LookAlikesOptions extends TextPerturbationOptions {
  /** Letters with accents, or Cyrillic and Greek letters that look the same. Default `"accents"`. */
  readonly with?: "accents" | "homoglyphs";
  /** How many letters of a text. Default 1. */
  readonly count?: number;
  /** Number of results for each text. Default 1. */
  readonly results?: number;
}

const TABLES = {
  accents: "aáeéiíoóuúnñcçyýAÁEÉIÍOÓUÚNÑCÇ",
  homoglyphs: "aаeеoоpрcсyуxхiіAΑBΒEΕHΗIΙKΚMΜNΝOΟPΡTΤXΧZΖ",
} as const;

/**
 * Puts characters that look alike in place of letters: accents, or letters of other scripts that only a machine tells apart.
 *
 * @param options - which, how many.
 * @returns the perturbation; it does not apply to texts with too few such letters.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { lookAlikes, perturb } from "@mlsys/behavior";
 *
 * perturb(["bet"], lookAlikes())[0]?.inputs[1]; // => "bét"
 * ```
 */
export function lookAlikes(options: LookAlikesOptions = {}): Perturbation<string> {
  return textPerturbation(
    "lookAlikes",
    options,
    {
      with: { rule: oneOf("accents", "homoglyphs"), default: "accents" as const },
      count: { rule: integer({ min: 1, max: 1000 }), default: 1 },
      results: resultsRule(1),
    },
    ({ with: kind, count, results }) => {
      const letters = Array.from(TABLES[kind]);
      const alike = new Map(letters.flatMap((letter, i) => (i % 2 === 0 ? [[letter, letters[i + 1] ?? ""]] : [])));
      return function* propose(text, random) {
        const boundaries = graphemeBoundaries(text);
        const places = boundaries.slice(0, -1).filter((start, i) => alike.has(text.slice(start, boundaries[i + 1])));
        if (places.length < count) return;
        for (let attempt = 0; attempt < 4 * results; attempt++) {
          const chosen = random
            .shuffled(places)
            .slice(0, count)
            .sort((a, b) => a - b);
          yield chosen.map((at) => edit(text, at, at + 1, alike.get(text.charAt(at)) ?? ""));
        }
      };
    },
    ({ results }) => results,
  );
}
