import type { ParsedOptions } from "@mlsys/core";
import type { Aggregate, AggregateOf, Answers } from "../../aggregates/aggregate.ts";
import type { Check } from "../../definition/check.ts";
import { boundParameters, boundsInWords, isWithin, numberBoundSpecs, parseBounds } from "./bounds.ts";
import { parseFigureOptions } from "./check-options.ts";
import type { Specs } from "./check-options.ts";
import { columnName } from "./columns.ts";
import { countsOf, figureCheck, notNumbers } from "./figure-check.ts";

/** The aggregates of a column that figures are made of. */
type Source = "moments" | "quantiles" | "values";

/** What makes a check of one figure of a column. */
export interface BoundedFigureParts<Name extends Source, Own extends Specs> {
  /** The figure of the column, in words. */
  readonly figure: (column: string) => string;
  /** What it is made of. */
  readonly request: { readonly aggregate: Name } & Omit<AggregateOf<Name>, "aggregate" | "column">;
  /** The figure; null where there is none. */
  readonly of: (answer: Answers[Name], own: ParsedOptions<Own>) => number | null;
  /** Options of the check's own. */
  readonly own?: Own | undefined;
}

/**
 * Makes a check that a figure of a column lies between bounds.
 *
 * @throws {ChecksError} `contradictoryBounds`, `invalidCheck`, `invalidOption`.
 */
export function boundedFigure<Name extends Source, const Own extends Specs = Specs>(
  kind: string,
  column: string,
  options: object,
  { figure, request, of, own }: BoundedFigureParts<Name, Own>,
): Check {
  const name = columnName(kind, column);
  const parsed = parseFigureOptions(kind, options, { ...numberBoundSpecs, ...own });
  const bounds = parseBounds<number>(kind, parsed);
  const given = Object.keys(own ?? {}).map((key) => [key, (parsed as Readonly<Record<string, unknown>>)[key]] as const);
  return figureCheck({
    check: kind,
    columns: [name],
    parameters: { ...boundParameters(bounds), ...Object.fromEntries(given) },
    sentence: `${figure(name)} must be ${boundsInWords(bounds)}`,
    needs: { answer: { ...request, column: name } as Aggregate },
    options: parsed,
    find: (answers) => {
      const answer = answers.answer as Answers[Name];
      const observed = of(answer, parsed as ParsedOptions<Own>);
      return {
        observed,
        holds: observed !== null && isWithin(observed, bounds),
        invalid: "invalid" in answer ? notNumbers(name, answer) : undefined,
        ...countsOf(answer),
      };
    },
  });
}
