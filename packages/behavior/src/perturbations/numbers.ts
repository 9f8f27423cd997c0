import { boolean, real } from "@mlsys/core";
import { edit } from "./internal/apply-edits.ts";
import { matchesOf } from "./internal/matches-of.ts";
import { resultsRule, textPerturbation } from "./internal/text-perturbation.ts";
import type { Perturbation, TextEdit, TextPerturbationOptions } from "./perturbation.ts";

/** Options of {@link changeNumbers}. */
export interface ChangeNumbersOptions extends TextPerturbationOptions {
  /** How far a number may move, as a share of itself. Default 0.2. */
  readonly by?: number;
  /** Whether all numbers of a text change in each result, or one. Default false: one. */
  readonly all?: boolean;
  /** Number of results for each text. Default 3. */
  readonly results?: number;
}

/**
 * Changes numbers by a share of themselves, keeping their form: decimals, and commas between thousands. Numbers inside words
 * and dates are left alone.
 *
 * @param options - how far, one or all, how many results.
 * @returns the perturbation; it does not apply to texts without a number.
 * @throws {BehaviorError} `invalidOption` when an option is not accepted.
 *
 * @example
 * ```ts
 * import { changeNumbers, perturb } from "@mlsys/behavior";
 *
 * const [result] = perturb(["Sales of 1,200.50 euros"], changeNumbers({ results: 1 }), { randomState: 1 });
 * /^Sales of (?:\d{3}|1,\d{3})\.\d\d euros$/.test(result?.inputs[1] ?? ""); // => true
 * ```
 */
export function changeNumbers(options: ChangeNumbersOptions = {}): Perturbation<string> {
  return textPerturbation(
    "changeNumbers",
    options,
    {
      by: { rule: real({ above: 0, max: 10 }), default: 0.2 },
      all: { rule: boolean(), default: false },
      results: resultsRule(3),
    },
    ({ by, all, results }) =>
      function* propose(text, random) {
        const found = matchesOf(NUMBER, text);
        if (found.length === 0) return;
        const move = ({ 0: digits, index }: RegExpExecArray): TextEdit =>
          edit(text, index, index + digits.length, moved(digits, by, random.real()));
        for (let attempt = 0; attempt < 4 * results + 4; attempt++)
          yield all ? found.map(move) : [move(random.pick(found))];
      },
    ({ results }) => results,
  );
}

const NUMBER =
  /(?<![\p{L}\p{N}_#@/:.,-])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\p{L}\p{N}_/:-])|(?<![\p{L}\p{N}_#@/:.,-])\d{1,15}(?:\.\d{1,6})?(?![\p{L}\p{N}_/:-]|[.,]\d)/gu;

/** A whole number moves by one at least. */
function moved(digits: string, by: number, draw: number): string {
  const point = digits.indexOf(".");
  const decimals = point < 0 ? 0 : digits.length - point - 1;
  const unit = 10 ** -decimals;
  const hasCommas = digits.includes(",");
  const value = Number(hasCommas ? digits.replaceAll(",", "") : digits);
  const reach = Math.max(unit, Math.abs(value) * by);
  const steps = Math.max(1, Math.round(reach / unit));
  const offset = 1 + Math.floor(Math.abs(2 * draw - 1) * steps);
  const step = draw < 0.5 && value - offset * unit > 0 ? -offset : offset;
  const text = decimals === 0 ? String(value + step) : (value + step * unit).toFixed(decimals);
  return hasCommas ? text.replace(/\B(?=(?:\d{3})+(?!\d))(?<!\.\d*)/g, ",") : text;
}
