/** What one option accepts: a test, and the words for it. */
export interface OptionRule<T> {
  /** The words that complete *give …*: `"a number of at least 0"`. */
  readonly expected: string;
  /** Whether the value is accepted. */
  readonly accepts: (value: unknown) => value is T;
}

/** Bounds of a number; `min` and `max` belong to the range, `above` and `below` do not. */
export interface NumberBounds {
  readonly min?: number;
  readonly max?: number;
  readonly above?: number;
  readonly below?: number;
}

/**
 * A finite number within bounds.
 *
 * @param bounds - the bounds; none by default.
 * @returns the rule.
 *
 * @example
 * ```ts
 * import { real } from "@mlsys/core";
 *
 * real({ min: 0 }).expected; // => "a number of at least 0"
 * real({ above: 0, below: 1 }).accepts(1); // => false
 * ```
 */
export function real(bounds: NumberBounds = {}): OptionRule<number> {
  return rule(
    `a number${boundsInWords(bounds)}`,
    (value) => Number.isFinite(value) && isWithin(value as number, bounds),
  );
}

/**
 * A whole number within bounds, exactly representable.
 *
 * @param bounds - the bounds; none by default.
 * @returns the rule.
 *
 * @example
 * ```ts
 * import { integer } from "@mlsys/core";
 *
 * integer({ min: 1 }).accepts(1.5); // => false
 * ```
 */
export function integer(bounds: NumberBounds = {}): OptionRule<number> {
  return rule(
    `a whole number${boundsInWords(bounds)}`,
    (value) => Number.isSafeInteger(value) && isWithin(value as number, bounds),
  );
}

/**
 * True or false.
 *
 * @returns the rule.
 *
 * @example
 * ```ts
 * import { boolean } from "@mlsys/core";
 *
 * boolean().accepts("true"); // => false
 * ```
 */
export function boolean(): OptionRule<boolean> {
  return rule("true or false", (value) => typeof value === "boolean");
}

/**
 * Any string, or one of at least a length.
 *
 * @param options - `minLength`, default 0.
 * @returns the rule.
 *
 * @example
 * ```ts
 * import { text } from "@mlsys/core";
 *
 * text({ minLength: 1 }).accepts(""); // => false
 * ```
 */
export function text({ minLength = 0 }: { readonly minLength?: number } = {}): OptionRule<string> {
  return rule(
    minLength === 0 ? "a string" : "a string that is not empty",
    (value) => typeof value === "string" && value.length >= minLength,
  );
}

/**
 * One of some literal values.
 *
 * @param values - the values.
 * @returns the rule.
 *
 * @example
 * ```ts
 * import { oneOf } from "@mlsys/core";
 *
 * oneOf("l1", "l2").expected; // => '"l1" or "l2"'
 * ```
 */
export function oneOf<const T extends string | number | boolean | null>(...values: readonly T[]): OptionRule<T> {
  return rule(inWords(values.map((value) => JSON.stringify(value))), (value) =>
    (values as readonly unknown[]).includes(value),
  );
}

/**
 * A value that any of several rules accepts.
 *
 * @param rules - the rules.
 * @returns the rule.
 *
 * @example
 * ```ts
 * import { either, integer, oneOf } from "@mlsys/core";
 *
 * either(integer({ min: 1 }), oneOf("auto")).expected; // => 'a whole number of at least 1 or "auto"'
 * ```
 */
export function either<Rules extends readonly OptionRule<unknown>[]>(
  ...rules: Rules
): OptionRule<RuleType<Rules[number]>> {
  return rule(inWords(rules.map((each) => each.expected)), (value) => rules.some((each) => each.accepts(value)));
}

/**
 * An array whose every element a rule accepts.
 *
 * @param element - the rule of the elements.
 * @returns the rule.
 *
 * @example
 * ```ts
 * import { arrayOf, text } from "@mlsys/core";
 *
 * arrayOf(text()).accepts(["a", 1]); // => false
 * ```
 */
export function arrayOf<T>(element: OptionRule<T>): OptionRule<readonly T[]> {
  return rule(
    `an array in which each element is ${element.expected}`,
    (value) => Array.isArray(value) && value.every((each) => element.accepts(each)),
  );
}

/**
 * A value that a predicate of the caller accepts.
 *
 * @param expected - the words that complete *give …*.
 * @param accepts - the predicate.
 * @returns the rule.
 *
 * @example
 * ```ts
 * import { satisfying } from "@mlsys/core";
 *
 * satisfying("a function", (value): value is () => void => typeof value === "function").accepts(1); // => false
 * ```
 */
export function satisfying<T>(expected: string, accepts: (value: unknown) => value is T): OptionRule<T> {
  return { expected, accepts };
}

/** The type of the values that a rule accepts. */
export type RuleType<Rule> = Rule extends OptionRule<infer T> ? T : never;

function rule<T>(expected: string, test: (value: unknown) => boolean): OptionRule<T> {
  return { expected, accepts: test as (value: unknown) => value is T };
}

function isWithin(value: number, { min, max, above, below }: NumberBounds): boolean {
  return (
    (min === undefined || value >= min) &&
    (max === undefined || value <= max) &&
    (above === undefined || value > above) &&
    (below === undefined || value < below)
  );
}

function boundsInWords({ min, max, above, below }: NumberBounds): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  const low = min !== undefined ? `of at least ${min}` : above !== undefined ? `above ${above}` : "";
  const high = max !== undefined ? `of at most ${max}` : below !== undefined ? `below ${below}` : "";
  const words = [low, high].filter((part) => part !== "").join(" and ");
  return words === "" ? "" : ` ${words}`;
}

function inWords(alternatives: readonly string[]): string {
  if (alternatives.length < 2) return alternatives.join("");
  return `${alternatives.slice(0, -1).join(", ")} or ${alternatives.at(-1) ?? ""}`;
}
