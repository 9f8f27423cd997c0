import { boolean, integer, oneOf, parseOptions, real, satisfying, text } from "@mlsys/core/basics";
import type { OptionSpec, ParsedOptions } from "@mlsys/core";
import { ChecksError } from "../../checks-error.ts";
import type { Check } from "../../definition/check.ts";
import type { Expression } from "../../expressions/expression.ts";

const isExpression = satisfying(
  'a condition such as equals("country", "DE")',
  (value): value is Expression => typeof value === "object" && value !== null && "op" in value,
);

const checkOptionSpecs = {
  where: { rule: isExpression },
  groupBy: { rule: text({ minLength: 1 }) },
  severity: { rule: oneOf("error", "warning", "info"), default: "error" },
  name: { rule: text({ minLength: 1 }) },
  description: { rule: text() },
  onEmpty: { rule: oneOf("pass", "fail", "skip"), default: "skip" },
} as const;

const rowCheckOptionSpecs = {
  ...checkOptionSpecs,
  mostly: { rule: real({ min: 0, max: 1 }) },
  maxUnexpected: { rule: integer({ min: 0 }) },
  nan: { rule: oneOf("missing", "invalid"), default: "missing" },
} as const;

/** Options by their names. */
export type Specs = Readonly<Record<string, OptionSpec<unknown>>>;
/** The options of every check, defaults filled in. */
export type ParsedCheckOptions = ParsedOptions<typeof checkOptionSpecs>;
/** The options of a check that judges row by row, defaults filled in. */
export type ParsedRowCheckOptions = ParsedOptions<typeof rowCheckOptionSpecs>;

/** Parses the options of a check that judges one figure: its own and those of every check. */
export function parseFigureOptions<const Own extends Specs>(
  kind: string,
  options: object,
  own: Own,
): ParsedOptions<Own> & ParsedCheckOptions {
  return parseOptions(kind, options, { ...checkOptionSpecs, ...own }, ChecksError);
}

/** Parses the options of a check that judges row by row: its own and those of every such check. */
export function parseRowOptions<const Own extends Specs>(
  kind: string,
  options: object,
  own: Own,
): ParsedOptions<Own> & ParsedRowCheckOptions {
  return parseOptions(kind, options, { ...rowCheckOptionSpecs, ...own }, ChecksError);
}

/** What a check keeps of its call: its columns, and the options of every check that are no default. */
export function givenOf(
  columns: readonly string[],
  options: ParsedCheckOptions | ParsedRowCheckOptions,
): Check["given"] {
  const specs: Specs = rowCheckOptionSpecs;
  const given = Object.entries(options).filter(
    ([name, value]) => Object.hasOwn(specs, name) && value !== undefined && value !== specs[name]?.default,
  );
  return { columns, options: Object.fromEntries(given) };
}

/** The option of a truth value. */
export function flag(byDefault: boolean): { readonly rule: ReturnType<typeof boolean>; readonly default: boolean } {
  return { rule: boolean(), default: byDefault };
}
