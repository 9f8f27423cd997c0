import { keyOf } from "../inputs/key-of.ts";
import type { RandomSource } from "./perturbation.ts";
import { editsBetween } from "./internal/edits-between.ts";
import type { Perturbation } from "./perturbation.ts";

/**
 * A perturbation from a function. Results that equal the original, or one another, are dropped; the edits are found by comparison.
 *
 * @param name - its name, for reports.
 * @param change - gives the changed input, several, or nothing where it does not apply.
 * @returns the perturbation.
 *
 * @example
 * ```ts
 * import { customPerturbation, perturb } from "@mlsys/behavior";
 *
 * const shout = customPerturbation("shout", (text: string) => `${text}!`);
 * perturb(["ok"], shout)[0]?.inputs; // => ["ok", "ok!"]
 * ```
 */
export function customPerturbation<I>(
  name: string,
  change: (input: I, random: RandomSource, index: number) => I | readonly I[] | null | undefined,
): Perturbation<I> {
  return {
    name,
    options: {},
    bind: () => (input, random, index) => {
      const given = change(input, random, index);
      if (given === null || given === undefined) return [];
      const seen = new Set([keyOf(input)]);
      const outputs: readonly unknown[] = Array.isArray(given) && !Array.isArray(input) ? given : [given];
      return outputs
        .filter((output) => seen.size !== seen.add(keyOf(output)).size)
        .map((output) => ({ output, edits: editsBetween(input, output) }));
    },
  };
}
