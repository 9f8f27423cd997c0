import { arrayOf, oneOf } from "@mlsys/core";
import { edit } from "./internal/apply-edits.ts";
import { textPerturbation } from "./internal/text-perturbation.ts";
import type { Perturbation, TextPerturbationOptions } from "./perturbation.ts";

/** A way to write capitals. */
export type LetterCase = "lower" | "upper" | "title";

/** Options of {@link changeCase}. */
export interface ChangeCaseOptions extends TextPerturbationOptions {
  /** Which forms to give. Default lower and upper. */
  readonly to?: readonly LetterCase[];
}

/**
 * Writes a text in lower case, in capitals, or with a capital for each word.
 *
 * @param options - which forms.
 * @returns the perturbation, with up to one result a form.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { changeCase, perturb } from "@mlsys/behavior";
 *
 * perturb(["Profit rose"], changeCase())[0]?.inputs; // => ["Profit rose", "profit rose", "PROFIT ROSE"]
 * ```
 */
export function changeCase(options: ChangeCaseOptions = {}): Perturbation<string> {
  return textPerturbation(
    "changeCase",
    options,
    { to: { rule: arrayOf(oneOf("lower", "upper", "title")), default: ["lower", "upper"] as const } },
    ({ to }) =>
      (text) =>
        to.map((form) =>
          Array.from(text.matchAll(/[\p{L}\p{M}\p{N}'’]+/gu), ({ 0: word, index }) =>
            edit(text, index, index + word.length, FORMS[form](word)),
          ).filter(({ from, to: after }) => from !== after),
        ),
  );
}

const FORMS: Readonly<Record<LetterCase, (word: string) => string>> = {
  lower: (word) => word.toLowerCase(),
  upper: (word) => word.toUpperCase(),
  title: (word) => word.replace(/^\P{M}/u, (first) => first.toUpperCase()),
};
