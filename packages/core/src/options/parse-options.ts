import { CoreError } from "../errors/core-error.ts";
import type { MlsysError, MlsysErrorParts } from "../errors/mlsys-error.ts";
import { didYouMean } from "../errors/nearest-name.ts";
import { showValue } from "../errors/show-value.ts";
import type { OptionRule } from "./rules.ts";

/** An option: what it accepts, and its default. Without `default` the option may be left out and is then undefined. */
export interface OptionSpec<T> {
  readonly rule: OptionRule<T>;
  readonly default?: T;
  readonly required?: boolean;
}

/** One violation of an option's rule. */
export interface OptionViolation {
  readonly option: string;
  readonly found: string;
  readonly expected: string;
}

/** An error class that takes the code `"invalidOption"`. */
export type OptionErrorClass = new (parts: MlsysErrorParts<"invalidOption">) => MlsysError;

/** The parsed options: defaults filled in. */
export type ParsedOptions<Specs extends Readonly<Record<string, OptionSpec<unknown>>>> = {
  readonly [Name in keyof Specs]: Specs[Name] extends { readonly rule: OptionRule<infer T> }
    ? Specs[Name] extends { readonly default: unknown } | { readonly required: true }
      ? T
      : T | undefined
    : never;
};

/**
 * Checks the options of a function against their rules and fills in the defaults. All violations are reported at once, an
 * unknown option with the nearest known name. An option that is `undefined` counts as left out, and so does `null` for an option
 * that has no default and does not take it, as Python's `None` does.
 *
 * @param owner - the name of the function, for the message.
 * @param options - what the caller gave.
 * @param specs - per option, its rule and default.
 * @param ErrorClass - the error class to throw. Default {@link CoreError}.
 * @returns the options with the defaults filled in.
 * @throws {CoreError} `invalidOption` (or the class given) when an option is unknown, missing or not accepted.
 *
 * @example
 * ```ts
 * import { integer, parseOptions } from "@mlsys/core";
 *
 * const specs = { nSplits: { rule: integer({ min: 2 }), default: 5 } };
 * parseOptions("kFold", {}, specs).nSplits; // => 5
 * let message = "";
 * try {
 *   parseOptions("kFold", { nSplits: 1 }, specs);
 * } catch (error) {
 *   message = String(error);
 * }
 * message; // => "CoreError: nSplits is not accepted (kFold): found 1; give a whole number of at least 2"
 * ```
 */
export function parseOptions<const Specs extends Readonly<Record<string, OptionSpec<unknown>>>>(
  owner: string,
  options: object | undefined,
  specs: Specs,
  ErrorClass: OptionErrorClass = CoreError,
): ParsedOptions<Specs> {
  if (!isRecord(options)) throw new ErrorClass(asNoOptions(owner, options));
  const given: Readonly<Record<string, unknown>> = { ...options };
  const violations = [...violationsOf(given, specs)];
  if (violations.length > 0) throw new ErrorClass(asParts(owner, violations));
  const parsed: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(specs))
    parsed[name] = isLeftOut(given[name], spec) ? spec.default : given[name];
  return parsed as ParsedOptions<Specs>;
}

/** Options of an optional argument may be null; other values are given by place, where options go by name. */
function isRecord(options: unknown): options is object | null | undefined {
  return options === undefined || options === null || (typeof options === "object" && !Array.isArray(options));
}

function asNoOptions(owner: string, options: unknown): MlsysErrorParts<"invalidOption"> {
  return {
    code: "invalidOption",
    what: "options are given by name",
    where: owner,
    found: showValue(options),
    fix: `give one object, as in ${owner}({ name: value })`,
  };
}

function isLeftOut(value: unknown, { rule, default: usual, required }: OptionSpec<unknown>): boolean {
  if (value === undefined) return true;
  return value === null && usual === undefined && required !== true && !rule.accepts(null);
}

function* violationsOf(
  given: Readonly<Record<string, unknown>>,
  specs: Readonly<Record<string, OptionSpec<unknown>>>,
): Generator<OptionViolation> {
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(specs, name)) continue;
    yield { option: name, found: "an option of that name", expected: didYouMean(name, Object.keys(specs)) };
  }
  for (const [name, spec] of Object.entries(specs)) {
    const value = given[name];
    if (isLeftOut(value, spec) ? spec.required === true : !spec.rule.accepts(value)) {
      yield {
        option: name,
        found: value === undefined ? "nothing" : showValue(value),
        expected: `give ${spec.rule.expected}`,
      };
    }
  }
}

function asParts(owner: string, violations: readonly OptionViolation[]): MlsysErrorParts<"invalidOption"> {
  const names = violations.map((violation) => violation.option);
  const several = violations.length > 1;
  return {
    code: "invalidOption",
    what: `${names.join(" and ")} ${several ? "are" : "is"} not accepted`,
    where: owner,
    found: violations.map(({ option, found }) => (several ? `${option} ${found}` : found)).join(", "),
    fix: violations.map(({ option, expected }) => (several ? `${option}: ${expected}` : expected)).join("; "),
    details: { owner, violations },
  };
}
