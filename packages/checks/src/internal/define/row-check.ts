import { showValue } from "@mlsys/core/basics";
import type { Aggregate, RowTally, ValueKind } from "../../aggregates/aggregate.ts";
import { columnsOf } from "../expressions/columns-of.ts";
import type { Expression } from "../../expressions/expression.ts";
import { keyInWords } from "../values/key-in-words.ts";
import { jsonValue } from "../values/json-value.ts";
import { givenOf } from "./check-options.ts";
import type { ParsedRowCheckOptions } from "./check-options.ts";
import type { Check, Verdict } from "../../definition/check.ts";
import { inWords } from "./columns.ts";
import { byGroup } from "./by-group.ts";
import { nothingToJudge } from "./nothing-to-judge.ts";
import { kindsRequest } from "../memory/accumulators/kinds.ts";
import { tallyRequest } from "../memory/accumulators/tally.ts";

/** What makes a check that judges row by row. */
export interface RowCheckParts {
  /** The kind of check. */
  readonly check: string;
  /** The columns that it is about. */
  readonly columns: readonly string[];
  /** What the kind was given. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** What it demands, as a sentence. */
  readonly sentence: string;
  /** The condition on each row, or an aggregate that tallies rows in another way. */
  readonly rows: Expression | Aggregate;
  /** The kinds of value that the condition can judge; a column with only others is an error. Default: any. */
  readonly accepts?: readonly ValueKind[] | undefined;
  readonly options: ParsedRowCheckOptions;
}

/** Makes a check that judges row by row. */
export function rowCheck(parts: RowCheckParts): Check {
  const { check, columns, options, accepts } = parts;
  const { where } = options;
  const tally = "op" in parts.rows ? tallyOf(parts.rows, columns, options) : { ...parts.rows, where };
  const [column = null] = columns.length === 1 ? columns : [];
  const kinds = accepts === undefined || column === null ? {} : { kinds: { ...kindsRequest, column, where } as const };
  const whole: Check = {
    check,
    column,
    columns: [...new Set([...columns, ...(where === undefined ? [] : columnsOf(where))])],
    parameters: { ...parts.parameters, ...toleranceOf(options) },
    given: givenOf(columns, options),
    name: options.name ?? `${check}(${columns.join(", ")})`,
    description: options.description ?? null,
    severity: options.severity,
    sentence: parts.sentence,
    needs: { tally, ...kinds },
    judge: (answers) => {
      const found = answers["kinds"] as ReadonlyMap<ValueKind, number> | undefined;
      return wrongType(parts, found) ?? judgeRows(parts.sentence, answers["tally"] as RowTally, options);
    },
  };
  return byGroup(whole, options);
}

function tallyOf(predicate: Expression, columns: readonly string[], options: ParsedRowCheckOptions): Aggregate {
  const strict = options.nan === "missing" ? predicate : refusingNan(predicate, columns);
  return { ...tallyRequest, predicate: strict, shows: columns, where: options.where };
}

function refusingNan(predicate: Expression, columns: readonly string[]): Expression {
  const refusals = columns.map((name): Expression => ({ op: "not", of: { op: "nan", of: { op: "column", name } } }));
  return { op: "and", of: [...refusals, predicate] };
}

function toleranceOf({ mostly, maxUnexpected }: ParsedRowCheckOptions): Record<string, unknown> {
  return { ...(mostly === undefined ? {} : { mostly }), ...(maxUnexpected === undefined ? {} : { maxUnexpected }) };
}

/** The verdict on a column of only values that the check cannot judge; undefined when there are others. */
export function wrongType(
  { columns, accepts = [] }: Pick<RowCheckParts, "columns" | "accepts">,
  found: ReadonlyMap<ValueKind, number> | undefined,
): Verdict | undefined {
  if (found === undefined || found.size === 0 || accepts.some((kind) => found.has(kind))) return undefined;
  const kinds = [...found.keys()];
  return {
    outcome: "error",
    reason: "typeMismatch",
    message: `${inWords(columns)} holds values of the type ${inWords(kinds)}; this check judges ${inWords(accepts, "or")}`,
    details: { accepted: [...accepts], found: kinds },
  };
}

/** Judges a tally of rows by the tolerance that the options allow. */
export function judgeRows(sentence: string, tally: RowTally, options: ParsedRowCheckOptions): Verdict {
  const { rows, unexpected, missing, nan } = tally;
  const judged = rows - missing;
  const figures = {
    elementCount: rows,
    missingCount: missing,
    nanCount: nan,
    unexpectedCount: unexpected,
    unexpectedPercent: judged === 0 ? null : (100 * unexpected) / judged,
    unexpectedPercentTotal: rows === 0 ? null : (100 * unexpected) / rows,
    unexpectedIndices: tally.indices,
    unexpectedExamples: tally.examples.map((example) => jsonValue(example)),
    unexpectedKeys: tally.keys?.map((key) => jsonValue(key)),
    observedValue: judged === 0 ? null : (judged - unexpected) / judged,
  };
  if (judged === 0) return { ...figures, ...nothingToJudge(sentence, rows, options.onEmpty) };
  const { maxUnexpected = Infinity, mostly = maxUnexpected === Infinity ? 1 : 0 } = options;
  const passed = (judged - unexpected) / judged >= mostly && unexpected <= maxUnexpected;
  return { ...figures, outcome: passed ? "passed" : "failed", message: `${sentence}: ${inFigures(tally, judged)}` };
}

function inFigures({ unexpected, indices, examples, keys }: RowTally, judged: number): string {
  if (unexpected === 0) return judged === 1 ? "the one row passes" : `all ${judged} rows pass`;
  const percent = Number(((100 * unexpected) / judged).toPrecision(3));
  const example = showValue(jsonValue(examples[0]));
  const key = keys?.[0];
  const at = key === undefined ? (indices[0] === undefined ? "" : `row ${indices[0]}`) : keyInWords(jsonValue(key));
  const first = examples.length === 0 ? "" : at === "" ? `, for example ${example}` : `, first at ${at}: ${example}`;
  return `${unexpected} of ${judged} ${judged === 1 ? "row" : "rows"} ${unexpected === 1 ? "fails" : "fail"} (${percent} %)${first}`;
}
