import { satisfying } from "../options/rules.ts";
import type { OptionRule } from "../options/rules.ts";
import { RandomState, randomState } from "./random-state.ts";
import type { RandomStateInput } from "./random-state.ts";

/**
 * The rule of every `randomState` option: whatever {@link randomState} takes.
 *
 * @returns the rule.
 *
 * @example
 * ```ts
 * import { randomSeed } from "@mlsys/core";
 *
 * randomSeed().accepts(42); // => true
 * randomSeed().accepts(-1); // => false
 * ```
 */
export function randomSeed(): OptionRule<RandomStateInput> {
  return satisfying(
    "a whole number from 0 to 4294967295, an array of such numbers or a generator",
    (value): value is RandomStateInput => {
      if (value === null || value instanceof RandomState) return true;
      if (typeof value !== "number" && !Array.isArray(value) && typeof value !== "object") return false;
      try {
        randomState(value as RandomStateInput);
        return true;
      } catch {
        return false;
      }
    },
  );
}
