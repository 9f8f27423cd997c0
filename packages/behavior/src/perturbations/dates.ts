import { integer } from "@mlsys/core";
import { english } from "../lexicons/english.ts";
import { edit } from "./internal/apply-edits.ts";
import { resultsRule, textPerturbation } from "./internal/text-perturbation.ts";
import type { Perturbation, RandomSource, TextEdit, TextPerturbationOptions } from "./perturbation.ts";

/** Options of {@link changeDates}. */
export interface ChangeDatesOptions extends TextPerturbationOptions {
  /** By how many years a year may move. Default 5. */
  readonly years?: number;
  /** Number of results for each text. Default 3. */
  readonly results?: number;
}

const YEAR = /(?<![\p{L}\p{N}.,/-])(?:19|20)\d\d(?![\p{L}\p{N}/-]|[.,]\d)/gu;

/**
 * Moves the dates of an English text: other months, weekdays and years, the same one for every time that one occurs.
 *
 * @param options - how far, how many results.
 * @returns the perturbation; it does not apply to texts without a date.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { changeDates, perturb } from "@mlsys/behavior";
 *
 * const [result] = perturb(["Sales fell in March 2009"], changeDates({ results: 1 }));
 * /^Sales fell in [A-Z][a-z]+ (?:19|20)\d\d$/.test(result?.inputs[1] ?? ""); // => true
 * ```
 */
export function changeDates(options: ChangeDatesOptions = {}): Perturbation<string> {
  const { month, weekday } = english();
  // "May" is a verb too, and no date without a day or a year beside it.
  const named = [month.filter((name) => name !== "May"), weekday] as const;
  const pattern = new RegExp(String.raw`(?<!\p{L})(?:${named.flat().join("|")})(?!\p{L})`, "gu");
  return textPerturbation(
    "changeDates",
    options,
    { years: { rule: integer({ min: 1, max: 100 }), default: 5 }, results: resultsRule(3) },
    ({ years, results }) =>
      function* propose(text, random) {
        const found = [...text.matchAll(pattern), ...text.matchAll(YEAR)].sort((a, b) => a.index - b.index);
        for (let attempt = 0; attempt < (found.length === 0 ? 0 : 2 * results + 2); attempt++)
          yield moved(text, found, named, years, random);
      },
    ({ results }) => results,
  );
}

function moved(
  text: string,
  found: readonly RegExpExecArray[],
  named: readonly (readonly string[])[],
  years: number,
  random: RandomSource,
): TextEdit[] {
  const others = new Map<string, string>();
  return found.map(({ 0: date, index }) => {
    const names = named.find((list) => list.includes(date));
    const offset = (1 + random.below(years)) * (random.real() < 0.5 ? -1 : 1);
    const other = others.get(date) ?? (names === undefined ? String(Number(date) + offset) : random.pick(names));
    others.set(date, other);
    return edit(text, index, index + date.length, other);
  });
}
