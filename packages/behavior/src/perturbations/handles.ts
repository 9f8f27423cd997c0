import { edit } from "./internal/apply-edits.ts";
import { resultsRule, textPerturbation } from "./internal/text-perturbation.ts";
import type { Perturbation, RandomSource, TextPerturbationOptions } from "./perturbation.ts";

/** Options of {@link urlsAndHandles}. */
export interface UrlsAndHandlesOptions extends TextPerturbationOptions {
  /** Number of results for each text, in turn with a link and with a handle. Default 2. */
  readonly results?: number;
}

const CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/**
 * Puts a made-up link or handle before or behind a text, as messages have them.
 *
 * @param options - how many results.
 * @returns the perturbation.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { perturb, urlsAndHandles } from "@mlsys/behavior";
 *
 * const [result] = perturb(["Late again"], urlsAndHandles());
 * result?.inputs.slice(1).every((text) => /https:|@/.test(text)); // => true
 * ```
 */
export function urlsAndHandles(options: UrlsAndHandlesOptions = {}): Perturbation<string> {
  return textPerturbation(
    "urlsAndHandles",
    options,
    { results: resultsRule(2) },
    ({ results }) =>
      (text, random) =>
        Array.from({ length: text === "" ? 0 : results }, (_, i) => {
          const mark = i % 2 === 0 ? `https://t.co/${made(10, random)}` : `@${made(6, random)}`;
          return [
            random.real() < 0.5 ? edit(text, 0, 0, `${mark} `) : edit(text, text.length, text.length, ` ${mark}`),
          ];
        }),
    ({ results }) => results,
  );
}

function made(length: number, random: RandomSource): string {
  return Array.from({ length }, () => CHARACTERS.charAt(random.below(CHARACTERS.length))).join("");
}
