import type { Check } from "../../definition/check.ts";
import type { JsonValue } from "../../definition/json-value.ts";
import type { Suggestion } from "../../profile/suggested-suite.ts";
import type { ColumnProfile, TableProfile } from "../../profile/table-profile.ts";

/** What a rule suggests: which check of which arguments, and why. */
export interface RuleSuggestion {
  readonly factory: (...parameters: never[]) => Check;
  readonly parameters: readonly unknown[];
  readonly evidence: Readonly<Record<string, JsonValue>>;
  readonly confidence: number;
}

/** Suggests checks of a column. */
export interface SuggestionRule {
  readonly rule: string;
  readonly suggest: (column: ColumnProfile, table: TableProfile) => RuleSuggestion | undefined;
}

/** The suggestion with its check, and its call as source. */
export function suggestionOf(rule: string, { factory, parameters, evidence, confidence }: RuleSuggestion): Suggestion {
  const check = factory(...(parameters as never[]));
  const source = `${check.check}(${parameters.map((each) => sourceOf(each)).join(", ")})`;
  return { check, rule, evidence, confidence, source };
}

/** A value as TypeScript. */
export function sourceOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sourceOf).join(", ")}]`;
  if (typeof value === "object" && value !== null && !(value instanceof Date)) {
    const entries = Object.entries(value).map(([name, each]) => `${name}: ${sourceOf(each)}`);
    return `{ ${entries.join(", ")} }`;
  }
  if (value instanceof Date) return `new Date(${JSON.stringify(value.toISOString())})`;
  if (typeof value === "number") return Object.is(value, -0) ? "0" : String(value);
  return escaped(JSON.stringify(value));
}

/** JSON leaves these two in text, where they end a line of source. */
function escaped(json: string): string {
  return json.replace(/[\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
}
