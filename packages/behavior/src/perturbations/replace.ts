import { boolean } from "@mlsys/core";
import { edit } from "./internal/apply-edits.ts";
import { likeFirst } from "./internal/like-first.ts";
import { matchesOf } from "./internal/matches-of.ts";
import { escapePattern, textPerturbation, textsFrom } from "./internal/text-perturbation.ts";
import type { Perturbation, TextPerturbationOptions } from "./perturbation.ts";

/** Options of {@link replace}. */
export interface ReplaceOptions extends TextPerturbationOptions {
  /** Whether only whole words are replaced; a pattern says so itself. Default true. */
  readonly wholeWord?: boolean;
  /** Whether capitals matter. Default false; a capital first letter is carried over. */
  readonly caseSensitive?: boolean;
}

/**
 * Replaces a word or phrase, or any of several, wherever it occurs, once for each replacement.
 *
 * @param from - the text to replace, several, or a pattern.
 * @param to - the replacement, or several: one result each.
 * @param options - whole words, capitals.
 * @returns the perturbation; it does not apply to texts without `from`.
 * @throws {BehaviorError} `invalidOption` when an argument is not accepted.
 *
 * @example
 * ```ts
 * import { perturb, replace } from "@mlsys/behavior";
 *
 * perturb(["Profit rose"], replace("rose", "fell"))[0]?.inputs; // => ["Profit rose", "Profit fell"]
 * perturb(["Sales grew"], replace(["rose", "grew"], "fell"))[0]?.inputs[1]; // => "Sales fell"
 * ```
 */
export function replace(
  from: string | readonly string[] | RegExp,
  to: string | readonly string[],
  options: ReplaceOptions = {},
): Perturbation<string> {
  const replacements = textsFrom(to, "replace", "the replacement");
  const wanted = from instanceof RegExp ? from : textsFrom(from, "replace", "what is replaced");
  const perturbation = textPerturbation(
    "replace",
    options,
    { wholeWord: { rule: boolean(), default: true }, caseSensitive: { rule: boolean(), default: false } },
    ({ wholeWord, caseSensitive }) => {
      const pattern = patternOf(wanted, wholeWord, caseSensitive);
      return (text) => {
        const found = matchesOf(pattern, text).filter(({ 0: hit }) => hit !== "");
        return replacements.map((replacement) =>
          found.map(({ 0: hit, index }) =>
            edit(text, index, index + hit.length, caseSensitive ? replacement : likeFirst(hit, replacement)),
          ),
        );
      };
    },
  );
  return {
    ...perturbation,
    options: { from: from instanceof RegExp ? String(from) : from, to, ...perturbation.options },
  };
}

/** Of several texts the longest comes first, so that none is found inside another. */
function patternOf(from: readonly string[] | RegExp, wholeWord: boolean, caseSensitive: boolean): RegExp {
  if (from instanceof RegExp)
    return new RegExp(from.source, [...new Set(`${from.flags}g`)].filter((flag) => flag !== "y").join(""));
  const longestFirst = [...from].sort((a, b) => b.length - a.length);
  const core = `(?:${longestFirst.map(escapePattern).join("|")})`;
  const source = wholeWord ? String.raw`(?<![\p{L}\p{N}_])${core}(?![\p{L}\p{N}_])` : core;
  return new RegExp(source, caseSensitive ? "gu" : "giu");
}
