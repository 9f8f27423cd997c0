import type { Aggregate, AnswerTo, RowTally } from "../../aggregates/aggregate.ts";
import { ChecksError } from "../../checks-error.ts";
import type { Check } from "../../definition/check.ts";
import { column as valueOf } from "../../expressions/build.ts";
import type { Expression } from "../../expressions/expression.ts";
import type { ParsedRowCheckOptions } from "./check-options.ts";
import { judgeRows, rowCheck, wrongType } from "./row-check.ts";

/** Bounds that the data gave. */
export interface Fences {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Whether the bounds themselves are outside. */
  readonly exclusive: boolean;
}

/** What makes a check whose bounds come from the data. */
export interface FenceCheckParts<Figures extends Aggregate> {
  readonly check: string;
  readonly column: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly sentence: string;
  /** The figures that the bounds are computed from. */
  readonly figures: Figures;
  /** The bounds; undefined when the figures give none, and every value passes. */
  readonly fences: (figures: AnswerTo<Figures>) => Fences | undefined;
  readonly options: ParsedRowCheckOptions;
}

/** Makes a check that judges row by row against bounds that a first pass finds. */
export function fenceCheck<const Figures extends Aggregate>(parts: FenceCheckParts<Figures>): Check {
  const { column, figures, fences, options, sentence } = parts;
  const { where, groupBy } = options;
  if (groupBy !== undefined)
    throw new ChecksError({
      code: "invalidOption",
      what: "bounds that the data gives cannot be found by group",
      where: parts.check,
      found: `groupBy ${JSON.stringify(groupBy)}`,
      fix: "use where, one check a group",
    });
  const accepts = ["number"] as const;
  const base = rowCheck({ ...parts, columns: [column], rows: within(column, undefined), accepts });
  const fencesOf = (answers: Readonly<Record<string, unknown>>): Fences | undefined =>
    fences(answers["figures"] as AnswerTo<Figures>);
  return {
    ...base,
    needs: { figures: { ...figures, where }, kinds: { aggregate: "kinds", column, where } },
    follow: (answers) => ({
      tally: { aggregate: "tally", predicate: within(column, fencesOf(answers)), shows: [column], where },
    }),
    judge: (answers) => {
      const { min, max } = fencesOf(answers) ?? {};
      const details = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
      const wrong = wrongType({ columns: [column], accepts }, answers["kinds"] as never);
      return wrong ?? { ...judgeRows(sentence, answers["tally"] as RowTally, options), details };
    },
  };
}

function within(column: string, fences: Fences | undefined): Expression {
  const { min = -Infinity, max = Infinity, exclusive = false } = fences ?? {};
  const open = exclusive ? { exclusiveMin: min !== -Infinity, exclusiveMax: max !== Infinity } : {};
  return { op: "between", of: valueOf(column), min, max, exclusiveMin: false, exclusiveMax: false, ...open };
}
