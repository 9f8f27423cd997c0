import type { Expression, ExpressionOf, Operand } from "../../expressions/expression.ts";
import { compareValues } from "../values/compare.ts";
import type { Chunk } from "./chunk.ts";
import { NO, UNDECIDED, verdict, YES } from "./verdicts.ts";
import type { RowVerdict } from "./verdicts.ts";

/** Reads the value of a column in some row, null where it is missing. */
export type ReadColumn = (name: string) => unknown;

/** The value of an operand in a row; null where one that it needs is missing, undefined where it has none (length of a number). */
export type OperandReader = (read: ReadColumn) => unknown;

/** Judges one row; `read` gives values with null for missing and NaN, `raw` gives them as they are. */
export type RowJudge = (read: ReadColumn, raw: ReadColumn) => RowVerdict;

/** Makes the judges of conditions and the readers of operands, also for the parts of others. */
export interface RowJudges {
  readonly judgeOf: (node: Expression) => RowJudge;
  readonly readerOf: (operand: Operand) => OperandReader;
}

/** Makers of judges, by kind of condition. */
export type JudgeFactories<Op extends Expression["op"]> = {
  readonly [Name in Op]: (node: ExpressionOf<Name>, judges: RowJudges) => RowJudge;
};

/** Makers of readers, by kind of operand. */
export type ReaderFactories<Op extends Operand["op"]> = {
  readonly [Name in Op]: (operand: Extract<Operand, { readonly op: Name }>, judges: RowJudges) => OperandReader;
};

/** The conditions that most suites need. */
export const commonConditions: JudgeFactories<"between" | "missing" | "nan" | "and" | "not"> = {
  between: (node, judges) => {
    const { min, max, exclusiveMin, exclusiveMax } = node;
    return onValue(node, judges, (value) => {
      const above = min === undefined ? 1 : compareValues(value, min);
      const below = max === undefined ? -1 : compareValues(value, max);
      if (above === undefined || below === undefined) return false;
      return (exclusiveMin ? above > 0 : above >= 0) && (exclusiveMax ? below < 0 : below <= 0);
    });
  },
  missing: ({ of }, { readerOf }) => {
    const value = readerOf(of);
    return (read) => verdict(value(read) === null);
  },
  nan: ({ of }, { readerOf }) => {
    const value = readerOf(of);
    return (read, raw) => verdict(value(read) === null && value(raw) !== null);
  },
  and: ({ of }, { judgeOf }) => joined(of.map(judgeOf), NO, YES),
  not: ({ of }, { judgeOf }) => {
    const judge = judgeOf(of);
    return (read, raw) => {
      const answer = judge(read, raw);
      return answer === UNDECIDED ? UNDECIDED : answer === YES ? NO : YES;
    };
  },
};

/** The operands that most suites need. */
export const commonOperands: ReaderFactories<"column" | "literal"> = {
  column:
    ({ name }) =>
    (read) =>
      read(name),
  literal:
    ({ value }) =>
    () =>
      value,
};

/** What the maker for a node's kind makes of it; undefined where there is none. */
export function made(makers: object, node: Expression | Operand, judges: RowJudges): unknown {
  if (!Object.hasOwn(makers, node.op)) return undefined;
  return (makers as Readonly<Record<string, (node: unknown, judges: RowJudges) => unknown>>)[node.op]?.(node, judges);
}

/** The judge of a condition on one value, undecided where that is missing. */
export function onValue(
  { of }: { readonly of: Operand },
  { readerOf }: RowJudges,
  accepts: (value: unknown) => boolean,
): RowJudge {
  const value = readerOf(of);
  return (read) => {
    const found = value(read);
    return found === null ? UNDECIDED : verdict(accepts(found));
  };
}

/** `and` is settled by a false part, `or` by a true one; else an undecided part leaves the row undecided. */
export function joined(judges: readonly RowJudge[], settles: RowVerdict, otherwise: RowVerdict): RowJudge {
  return (read, raw) => {
    let answer = otherwise;
    for (const judge of judges) {
      const part = judge(read, raw);
      if (part === settles) return settles;
      if (part === UNDECIDED) answer = UNDECIDED;
    }
    return answer;
  };
}

/** Judges a chunk row by row. */
export function rowByRow(judge: RowJudge): (chunk: Chunk, out: Uint8Array) => void {
  return (chunk, out) => {
    let row = 0;
    const read = (name: string): unknown => chunk.value(name, row);
    const raw = (name: string): unknown => chunk.raw(name, row);
    for (; row < chunk.length; row++) out[row] = judge(read, raw);
  };
}
