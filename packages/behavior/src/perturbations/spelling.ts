import { oneOf } from "@mlsys/core";
import { textPerturbation } from "./internal/text-perturbation.ts";
import { wordReplacements } from "./internal/replace-words.ts";
import type { Perturbation, TextPerturbationOptions } from "./perturbation.ts";

/** Options of {@link changeSpelling}. */
export interface ChangeSpellingOptions extends TextPerturbationOptions {
  /** Which spelling to write. Default: each of the two that changes the text. */
  readonly to?: "american" | "british";
}

// prettier-ignore
const PAIRS = [
  ["analyse", "analyze"], ["behaviour", "behavior"], ["cancelled", "canceled"], ["catalogue", "catalog"], ["centre", "center"],
  ["cheque", "check"], ["colour", "color"], ["colours", "colors"], ["defence", "defense"], ["dialogue", "dialog"], ["enrol", "enroll"],
  ["favour", "favor"], ["favourable", "favorable"], ["favourite", "favorite"], ["fibre", "fiber"], ["flavour", "flavor"],
  ["fulfil", "fulfill"], ["grey", "gray"], ["harbour", "harbor"], ["honour", "honor"], ["humour", "humor"], ["jewellery", "jewelry"],
  ["labour", "labor"], ["licence", "license"], ["litre", "liter"], ["metre", "meter"], ["metres", "meters"], ["neighbour", "neighbor"],
  ["offence", "offense"], ["organise", "organize"], ["organisation", "organization"], ["programme", "program"], ["realise", "realize"],
  ["realised", "realized"], ["recognise", "recognize"], ["theatre", "theater"], ["travelled", "traveled"], ["travelling", "traveling"],
  ["tyre", "tire"], ["tyres", "tires"], ["utilisation", "utilization"], ["modernisation", "modernization"], ["optimise", "optimize"],
] as const;

/**
 * Writes British words as Americans do, or the other way round.
 *
 * @param options - which way.
 * @returns the perturbation; it does not apply to texts without such a word.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { changeSpelling, perturb } from "@mlsys/behavior";
 *
 * perturb(["Labour costs in the fibre unit"], changeSpelling())[0]?.inputs[1]; // => "Labor costs in the fiber unit"
 * ```
 */
export function changeSpelling(options: ChangeSpellingOptions = {}): Perturbation<string> {
  const american = new Map<string, string>(PAIRS);
  const british = new Map<string, string>(PAIRS.map(([b, a]) => [a, b]));
  return textPerturbation("changeSpelling", options, { to: { rule: oneOf("american", "british") } }, ({ to }) => {
    const ways = to === undefined ? [american, british] : [to === "american" ? american : british];
    return (text) => ways.map((words) => wordReplacements(text, (word) => words.get(word)));
  });
}
