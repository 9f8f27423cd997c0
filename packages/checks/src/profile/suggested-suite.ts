import type { Check } from "../definition/check.ts";
import type { JsonValue } from "../definition/json-value.ts";
import type { CheckSuite } from "../suite/check-suite.ts";

/** A check that a profile suggests, with what speaks for it. */
export interface Suggestion {
  readonly check: Check;
  /** The rule that suggests it; a stable word. */
  readonly rule: string;
  /** The figures that the rule saw. */
  readonly evidence: Readonly<Record<string, JsonValue>>;
  /** How sure it is that the check holds on further data of this kind, 0 to 1. */
  readonly confidence: number;
  /** The check as TypeScript: a call of a function of `@mlsys/checks`. */
  readonly source: string;
}

/** A suite that a profile suggests. */
export interface SuggestedSuite extends CheckSuite {
  /** One suggestion a check, in the order of the checks. */
  readonly suggestions: readonly Suggestion[];
  /** The suite as a TypeScript module. */
  readonly source: string;
}
