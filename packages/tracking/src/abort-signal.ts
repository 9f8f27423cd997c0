import { satisfying } from "@mlsys/core";
import type { OptionRule } from "@mlsys/core";

/** The rule of options named `signal`. */
export function abortSignal(): OptionRule<AbortSignal> {
  return satisfying("an AbortSignal", (value): value is AbortSignal => value instanceof AbortSignal);
}
