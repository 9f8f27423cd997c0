import { edit } from "./internal/apply-edits.ts";
import { textPerturbation } from "./internal/text-perturbation.ts";
import type { Perturbation, TextPerturbationOptions } from "./perturbation.ts";

const SMALL =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/**
 * Writes whole numbers below a thousand in English words.
 *
 * @param options - what every perturbation of text takes.
 * @returns the perturbation, with one result; it does not apply to texts without such a number.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { numbersInWords, perturb } from "@mlsys/behavior";
 *
 * perturb(["It has 3 plants and 142 employees"], numbersInWords())[0]?.inputs[1];
 * // => "It has three plants and one hundred and forty-two employees"
 * ```
 */
export function numbersInWords(options: TextPerturbationOptions = {}): Perturbation<string> {
  return textPerturbation("numbersInWords", options, {}, () => (text) => [
    Array.from(
      text.matchAll(/(?<![\p{L}\p{N}_#@/:.,-])\d{1,3}(?![\p{L}\p{N}_/:%-]|[.,]\d)/gu),
      ({ 0: digits, index }) => edit(text, index, index + digits.length, inWords(Number(digits))),
    ),
  ]);
}

function inWords(value: number): string {
  if (value < 20) return SMALL[value] ?? "";
  const rest = value % 100;
  if (value < 100) {
    const ten = TENS[Math.floor(value / 10) - 2] ?? "";
    return value % 10 === 0 ? ten : `${ten}-${SMALL[value % 10] ?? ""}`;
  }
  const hundreds = `${SMALL[Math.floor(value / 100)] ?? ""} hundred`;
  return rest === 0 ? hundreds : `${hundreds} and ${inWords(rest)}`;
}
