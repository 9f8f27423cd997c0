import { RandomState, satisfying } from "@mlsys/core";
import type { OptionRule, RandomStateInput } from "@mlsys/core";

/** The rule of every option `randomState`. */
export function seedRule(): OptionRule<RandomStateInput> {
  return satisfying("a whole number from 0 to 4294967295, an array of such, or a generator", isSeed);
}

function isSeed(value: unknown): value is RandomStateInput {
  if (value === null || value === undefined || value instanceof RandomState) return true;
  if (Array.isArray(value)) return value.length > 0 && value.every(isWord);
  return isWord(value) || (typeof value === "object" && Symbol.for("@mlsys/random-state") in value);
}

function isWord(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffffffff;
}
