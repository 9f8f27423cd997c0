import { real, parseOptions } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { keyOf } from "../inputs/key-of.ts";
import { editsBetween } from "./internal/edits-between.ts";
import { wordEdits } from "./internal/word-edits.ts";
import type { Edit, Perturbation, Perturbed } from "./perturbation.ts";

/**
 * Does one perturbation after the other: each is given what the one before made, and an input to which one does not apply passes it as it is.
 *
 * @param perturbations - in order; of each the first result is taken.
 * @returns the perturbation, with one result.
 *
 * @example
 * ```ts
 * import { changeCase, compose, perturb, punctuation } from "@mlsys/behavior";
 *
 * const shouted = compose(changeCase({ to: ["upper"] }), punctuation());
 * perturb(["Profit rose."], shouted)[0]?.inputs[1]; // => "PROFIT ROSE"
 * ```
 */
export function compose<I>(...perturbations: readonly Perturbation<I>[]): Perturbation<I> {
  return {
    name: perturbations.map(({ name }) => name).join(", then "),
    options: { perturbations: perturbations.map(({ name, options }) => ({ name, options })) },
    bind(inputs) {
      const bound = perturbations.map((each) => each.bind(inputs));
      return (input, random, index) => {
        let output: unknown = input;
        for (const apply of bound) output = apply(output as I, random, index)[0]?.output ?? output;
        return keyOf(output) === keyOf(input) ? [] : [{ output, edits: changes(input, output) }];
      };
    },
  };
}

/**
 * Applies a perturbation to a share of the inputs, drawn by the suite's seed.
 *
 * @param perturbation - what to apply.
 * @param options - `share`: of the inputs, above 0 up to 1.
 * @returns the perturbation.
 * @throws {BehaviorError} `invalidOption` when the share is not accepted.
 *
 * @example
 * ```ts
 * import { perturb, someOf, suffix } from "@mlsys/behavior";
 *
 * const texts = Array.from({ length: 1000 }, (_, i) => `text ${i}`);
 * const { length } = perturb(texts, someOf(suffix("!"), { share: 0.3 }));
 * length > 250 && length < 350; // => true
 * ```
 */
export function someOf<I>(perturbation: Perturbation<I>, options: { readonly share: number }): Perturbation<I> {
  const { share } = parseOptions(
    "someOf",
    options,
    { share: { rule: real({ above: 0, max: 1 }), required: true } },
    BehaviorError,
  );
  return {
    ...perturbation,
    options: { ...perturbation.options, share },
    bind(inputs) {
      const apply = perturbation.bind(inputs);
      return (input, random, index): readonly Perturbed[] => (random.real() < share ? apply(input, random, index) : []);
    },
  };
}

function changes(before: unknown, after: unknown): readonly Edit[] {
  return typeof before === "string" && typeof after === "string"
    ? wordEdits(before, after)
    : editsBetween(before, after);
}
