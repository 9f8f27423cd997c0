import type { Aggregate, AnswerTo, Extremes } from "../../aggregates/aggregate.ts";
import { columnsOf } from "../expressions/columns-of.ts";
import { compareValues } from "../values/compare.ts";
import { jsonValue } from "../values/json-value.ts";
import { kindOfValue } from "../values/scalar.ts";
import type { Bounds } from "./bounds.ts";
import { givenOf } from "./check-options.ts";
import type { ParsedCheckOptions } from "./check-options.ts";
import type { Check, Verdict } from "../../definition/check.ts";
import { inWords } from "./columns.ts";
import { byGroup } from "./by-group.ts";
import { nothingToJudge } from "./nothing-to-judge.ts";

/** What a check of one figure found. */
export interface Finding {
  /** The figure; null when there was nothing to compute it from. */
  readonly observed: unknown;
  /** Whether it is as demanded. */
  readonly holds: boolean;
  /** More about it, for the message; default the figure itself. */
  readonly words?: string | undefined;
  /** Values that are present and of no use to the check; any makes it an error. */
  readonly invalid?: { readonly count: number; readonly because: string } | undefined;
  readonly elementCount?: number | undefined;
  readonly missingCount?: number | undefined;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** What makes a check of one figure. */
export interface FigureCheckParts<Needs extends Readonly<Record<string, Aggregate>>> {
  readonly check: string;
  readonly columns: readonly string[];
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly sentence: string;
  readonly needs: Needs;
  readonly options: ParsedCheckOptions;
  readonly find: (answers: { readonly [Name in keyof Needs]: AnswerTo<Needs[Name]> }) => Finding;
}

/** Makes a check of one figure of a column or a table. */
export function figureCheck<const Needs extends Readonly<Record<string, Aggregate>>>(
  parts: FigureCheckParts<Needs>,
): Check {
  const { check, columns, options } = parts;
  const { where } = options;
  const [column = null] = columns.length === 1 ? columns : [];
  const needs = Object.entries(parts.needs).map(([name, need]) => [name, { ...need, where }] as const);
  const whole: Check = {
    check,
    column,
    columns: [...new Set([...columns, ...(where === undefined ? [] : columnsOf(where))])],
    parameters: parts.parameters ?? {},
    given: givenOf(columns, options),
    name: options.name ?? `${check}(${columns.join(", ")})`,
    description: options.description ?? null,
    severity: options.severity,
    sentence: parts.sentence,
    needs: Object.fromEntries(needs),
    judge: (answers) => judgeFigure(parts.sentence, parts.find(answers as never), options),
  };
  return byGroup(whole, options);
}

/** How many rows an answer is of, and how many of them lack a value. */
export function countsOf(answer: {
  readonly rows: number;
  readonly count: number;
  readonly invalid?: number;
}): Pick<Finding, "elementCount" | "missingCount"> {
  return { elementCount: answer.rows, missingCount: answer.rows - answer.count - (answer.invalid ?? 0) };
}

function judgeFigure(sentence: string, finding: Finding, options: ParsedCheckOptions): Verdict {
  const { observed, holds, invalid, elementCount, missingCount } = finding;
  const figures = {
    observedValue: jsonValue(observed),
    elementCount,
    missingCount,
    details: finding.details === undefined ? undefined : (jsonValue(finding.details, 6) as Verdict["details"]),
  };
  if (invalid !== undefined && invalid.count > 0) {
    return { ...figures, outcome: "error", reason: "typeMismatch", message: `${sentence}: ${invalid.because}` };
  }
  if (observed === null || observed === undefined)
    return { ...figures, ...nothingToJudge(sentence, elementCount ?? 0, options.onEmpty) };
  const words = finding.words ?? `it is ${shown(observed)}`;
  return { ...figures, outcome: holds ? "passed" : "failed", message: `${sentence}: ${words}` };
}

function shown(value: unknown): string {
  const json = jsonValue(value);
  return typeof json === "object" ? JSON.stringify(json) : String(json);
}

/** The objection that values of a column are no numbers. */
export function notNumbers(column: string, { invalid }: { readonly invalid: number }): Finding["invalid"] {
  return {
    count: invalid,
    because: `${invalid} ${invalid === 1 ? "value" : "values"} of ${column} ${invalid === 1 ? "is no number" : "are no numbers"}`,
  };
}

/** The objection that values of a column have no common order, or none in common with the bounds. */
export function notOrdered(column: string, { kinds, min }: Extremes, bounds: Bounds): Finding["invalid"] {
  const found = [...kinds.keys()];
  const bound = bounds.min ?? bounds.max;
  if (found.length > 1 || found.includes("other"))
    return { count: 1, because: `${column} holds values that have no order: ${inWords(found)}` };
  if (min === null || bound === undefined || compareValues(min, bound) !== undefined) return undefined;
  return {
    count: 1,
    because: `${column} holds values of the type ${inWords(found)}, the bound is a ${kindOfValue(bound)}`,
  };
}
