import type { Expression, ExpressionOf } from "../../expressions/expression.ts";
import { compareValues } from "../values/compare.ts";
import { operandReader } from "./operand.ts";
import type { ReadColumn } from "./operand.ts";
import { rareConditions } from "./rare-conditions.ts";
import { NO, UNDECIDED, verdict, YES } from "./verdicts.ts";
import type { RowVerdict } from "./verdicts.ts";

/** Judges one row; `read` gives values with null for missing and NaN, `raw` gives them as they are. */
export type RowJudge = (read: ReadColumn, raw: ReadColumn) => RowVerdict;

/** Makers of judges, by kind of condition. */
export type JudgeFactories<Op extends Expression["op"]> = {
  readonly [Name in Op]: (node: ExpressionOf<Name>) => RowJudge;
};

/** The conditions that most suites need; the others are loaded when they are. */
const factories: JudgeFactories<"between" | "missing" | "nan" | "and" | "not"> = {
  between: (node) => {
    const { min, max, exclusiveMin, exclusiveMax } = node;
    return onValue(node, (value) => {
      const above = min === undefined ? 1 : compareValues(value, min);
      const below = max === undefined ? -1 : compareValues(value, max);
      if (above === undefined || below === undefined) return false;
      return (exclusiveMin ? above > 0 : above >= 0) && (exclusiveMax ? below < 0 : below <= 0);
    });
  },
  missing: ({ of }) => {
    const value = operandReader(of);
    return (read) => verdict(value(read) === null);
  },
  nan: ({ of }) => {
    const value = operandReader(of);
    return (read, raw) => verdict(value(read) === null && value(raw) !== null);
  },
  and: ({ of }) => joined(of.map(rowJudge), NO, YES),
  not: ({ of }) => {
    const judge = rowJudge(of);
    return (read, raw) => {
      const answer = judge(read, raw);
      return answer === UNDECIDED ? UNDECIDED : answer === YES ? NO : YES;
    };
  },
};

/** Makes the judge of single rows for a condition. */
export function rowJudge(node: Expression): RowJudge {
  const known = Object.hasOwn(factories, node.op) ? factories : rareConditions().factoriesFor(node.op);
  return (known as Readonly<Record<string, (node: Expression) => RowJudge>>)[node.op]?.(node) as RowJudge;
}

/** The judge of a condition on one value, undecided where that is missing. */
export function onValue(
  { of }: { readonly of: ExpressionOf<"in">["of"] },
  accepts: (value: unknown) => boolean,
): RowJudge {
  const value = operandReader(of);
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
