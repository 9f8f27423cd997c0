import type { Aggregate, AnswerTo, Fold, RowTally } from "../../aggregates/aggregate.ts";
import type { Check, Verdict } from "../../definition/check.ts";
import { column as valueOf } from "../../expressions/build.ts";
import type { Expression } from "../../expressions/expression.ts";
import { givenOf } from "./check-options.ts";
import type { ParsedRowCheckOptions } from "./check-options.ts";
import { isMissing, isScalar } from "../values/scalar.ts";
import { isWithin } from "./bounds.ts";
import type { Bounds } from "./bounds.ts";
import type { MeasuredText } from "./text-property.ts";
import { byGroup } from "./by-group.ts";
import { judgeRows, rowCheck, wrongType } from "./row-check.ts";
import { foldRequest } from "../memory/accumulators/fold.ts";
import { kindsRequest } from "../memory/accumulators/kinds.ts";

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
  /** What of a text must lie within the bounds, also as an operand where there is one. Default: the numbers of the column themselves. */
  readonly measured?: Pick<MeasuredText, "measure" | "of"> | undefined;
  readonly options: ParsedRowCheckOptions;
}

/**
 * Makes a check that judges row by row against bounds that a first pass finds. Of a stream the numbers are kept instead, 8 bytes each and
 * its position.
 */
export function fenceCheck<const Figures extends Aggregate>(parts: FenceCheckParts<Figures>): Check {
  const { column, figures, fences, measured, options, sentence } = parts;
  const { where } = options;
  const accepts = [measured === undefined ? "number" : "string"] as const;
  const judging = (bounds: Fences | undefined): Check =>
    rowCheck({
      ...parts,
      columns: [column],
      rows: within(column, bounds, measured),
      accepts,
      options: { ...options, groupBy: undefined },
    });
  const fencesOf = (answers: Readonly<Record<string, unknown>>): Fences | undefined =>
    fences(answers["figures"] as AnswerTo<Figures>);
  const needs = { figures: { ...figures, where }, kinds: { ...kindsRequest, column, where } as const };
  const tallyIn = (bounds: Fences | undefined): Aggregate => judging(bounds).needs["tally"] as Aggregate;
  const judge = (answers: Readonly<Record<string, unknown>>, tally: RowTally): Verdict => {
    const { min, max } = fencesOf(answers) ?? {};
    const details = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
    const wrong = wrongType({ columns: [column], accepts }, answers["kinds"] as never);
    return wrong ?? { ...judgeRows(sentence, tally, options), details };
  };
  const inTwoPasses: Check = {
    ...judging(undefined),
    given: givenOf([column], options),
    needs,
    follow: (answers) => ({ tally: tallyIn(fencesOf(answers)) }),
    judge: (answers) => judge(answers, answers["tally"] as RowTally),
  };
  const inOnePass = (examples: number): Check => ({
    ...inTwoPasses,
    needs: {
      ...needs,
      kept: { ...foldRequest, columns: [column], start: () => keptValues(options.nan, measured?.measure), where },
    },
    follow: undefined,
    judge: (answers) =>
      judge(answers, (answers["kept"] as KeptValues)(fencesOf(answers) ?? { exclusive: false }, examples)),
  });
  const prepare: Check["prepare"] = ({ source, examples }) => (source.rereadable ? inTwoPasses : inOnePass(examples));
  return byGroup({ ...inTwoPasses, prepare }, options);
}

/** Judges the kept values against bounds. */
type KeptValues = (fences: Fences, examples: number) => RowTally;

interface Saved {
  readonly values: readonly unknown[];
  readonly positions: readonly number[];
  readonly totals: Pick<RowTally, "rows" | "missing" | "nan">;
}

function keptValues(nan: "missing" | "invalid", measure?: MeasuredText["measure"]): Fold {
  const [values, positions]: [unknown[], number[]] = [[], []];
  const totals = { rows: 0, missing: 0, nan: 0 };
  return {
    add([value], index) {
      totals.rows += 1;
      if (isMissing(value) && (value === null || nan === "missing")) {
        totals.missing += 1;
        totals.nan += value === null ? 0 : 1;
        return;
      }
      values.push(value);
      positions.push(index);
    },
    save: () => ({ values, positions, totals }),
    absorb(saved: Saved, offset) {
      for (const value of saved.values) values.push(value);
      for (const position of saved.positions) positions.push(position + offset);
      totals.rows += saved.totals.rows;
      totals.missing += saved.totals.missing;
      totals.nan += saved.totals.nan;
    },
    answer: (): KeptValues => {
      return (fences, examples) => {
        const bounds = boundsOf(fences);
        const passes = (value: unknown): boolean => isScalar(value) && isWithin(value, bounds);
        const failing = values.flatMap((value, i) =>
          passes(measure === undefined ? value : measure(value)) ? [] : [i],
        );
        const shown = failing.slice(0, examples);
        return {
          ...totals,
          unexpected: failing.length,
          indices: shown.map((i) => positions[i] ?? 0),
          examples: shown.map((i) => values[i]),
        };
      };
    },
  };
}

function within(
  column: string,
  fences: Fences | undefined,
  measured: FenceCheckParts<Aggregate>["measured"],
): Expression {
  const bounds = boundsOf(fences ?? { exclusive: false });
  const of = measured === undefined ? valueOf(column) : measured.of;
  if (of !== undefined) return { op: "between", of, ...bounds };
  const test = (value: unknown): boolean => isWithin(measured?.measure(value) ?? NaN, bounds);
  return { op: "test", columns: [column], test, missing: "skip", pure: true };
}

function boundsOf({ min = -Infinity, max = Infinity, exclusive }: Fences): Bounds<number> {
  return { min, max, exclusiveMin: exclusive && min !== -Infinity, exclusiveMax: exclusive && max !== Infinity };
}

/** Tukey's fences, some interquartile ranges beyond the quartiles; none where these are equal. */
export function tukeysFences([low, high]: readonly number[], multiplier: number): Fences | undefined {
  if (low === undefined || high === undefined || !(high > low)) return undefined;
  const reach = multiplier * (high - low);
  return { min: low - reach, max: high + reach, exclusive: false };
}
