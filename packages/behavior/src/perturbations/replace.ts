import { boolean } from "@mlsys/core";
import { edit } from "./internal/apply-edits.ts";
import { likeFirst } from "./internal/like-first.ts";
import { escapePattern, textPerturbation } from "./internal/text-perturbation.ts";
import type { Perturbation, TextPerturbationOptions } from "./perturbation.ts";

/** Options of {@link replace}. */
export interface ReplaceOptions extends TextPerturbationOptions {
  /** Whether only whole words are replaced. Default true. */
  readonly wholeWord?: boolean;
  /** Whether capitals matter. Default false; a capital first letter is carried over. */
  readonly caseSensitive?: boolean;
}

/**
 * Replaces a word or phrase wherever it occurs, once for each replacement.
 *
 * @param from - the text to replace.
 * @param to - the replacement, or several: one result each.
 * @param options - whole words, capitals.
 * @returns the perturbation; it does not apply to texts without `from`.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { perturb, replace } from "@mlsys/behavior";
 *
 * perturb(["Profit rose"], replace("rose", "fell"))[0]?.inputs; // => ["Profit rose", "Profit fell"]
 * ```
 */
export function replace(
  from: string,
  to: string | readonly string[],
  options: ReplaceOptions = {},
): Perturbation<string> {
  const replacements = typeof to === "string" ? [to] : to;
  const perturbation = textPerturbation(
    "replace",
    options,
    { wholeWord: { rule: boolean(), default: true }, caseSensitive: { rule: boolean(), default: false } },
    ({ wholeWord, caseSensitive }) => {
      const core = escapePattern(from);
      const source = wholeWord ? String.raw`(?<![\p{L}\p{N}_])${core}(?![\p{L}\p{N}_])` : core;
      const pattern = new RegExp(source, caseSensitive ? "gu" : "giu");
      return (text) => {
        const found = from === "" ? [] : [...text.matchAll(pattern)];
        return replacements.map((replacement) =>
          found.map(({ 0: hit, index }) =>
            edit(text, index, index + hit.length, caseSensitive ? replacement : likeFirst(hit, replacement)),
          ),
        );
      };
    },
  );
  return { ...perturbation, options: { from, to, ...perturbation.options } };
}
