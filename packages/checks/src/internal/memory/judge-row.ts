import type { Expression, ExpressionOf, LogicalType, Relation } from "../../expressions/expression.ts";
import { compareValues } from "../values/compare.ts";
import { valueSet } from "../values/value-set.ts";
import { compoundKey } from "../values/value-key.ts";
import { likePattern, patternOf } from "../values/pattern.ts";
import { operandReader, unknownNode } from "./operand.ts";
import type { ReadColumn } from "./operand.ts";
import { NO, UNDECIDED, verdict, YES } from "./verdicts.ts";
import type { RowVerdict } from "./verdicts.ts";

/** Judges one row; `read` gives values with null for missing and NaN, `raw` gives them as they are. */
export type RowJudge = (read: ReadColumn, raw: ReadColumn) => RowVerdict;

type JudgeFactories = { readonly [Op in Exclude<Expression["op"], "exists">]: (node: ExpressionOf<Op>) => RowJudge };

const factories: JudgeFactories = {
  between: (node) => {
    const { min, max, exclusiveMin, exclusiveMax } = node;
    return onValue(node, (value) => {
      const above = min === undefined ? 1 : compareValues(value, min);
      const below = max === undefined ? -1 : compareValues(value, max);
      if (above === undefined || below === undefined) return false;
      return (exclusiveMin ? above > 0 : above >= 0) && (exclusiveMax ? below < 0 : below <= 0);
    });
  },
  compare: ({ left, right, relation }) => {
    const [readLeft, readRight] = [operandReader(left), operandReader(right)];
    return (read) => {
      const [a, b] = [readLeft(read), readRight(read)];
      if (a === null || b === null) return UNDECIDED;
      const order = compareValues(a, b);
      return verdict(order === undefined ? relation === "notEqual" : stands(order, relation));
    };
  },
  in: (node) => {
    const set = valueSet(node.values);
    return onValue(node, (value) => set.has(value));
  },
  missing: ({ of }) => {
    const value = operandReader(of);
    return (read) => verdict(value(read) === null);
  },
  nan: ({ of }) => {
    const value = operandReader(of);
    return (read, raw) => verdict(value(read) === null && value(raw) !== null);
  },
  finite: (node) => onValue(node, (value) => typeof value === "bigint" || Number.isFinite(value)),
  matches: (node) => {
    const matches = node.test ?? nativeTest(node.pattern, node.flags);
    return onValue(node, (value) => typeof value === "string" && matches(value));
  },
  like: (node) => {
    const matches = node.test ?? nativeTest(likePattern(node.pattern), "");
    return onValue(node, (value) => typeof value === "string" && matches(value));
  },
  tuple: ({ of, values }) => {
    const readers = of.map(operandReader);
    const tuples = new Set(values.map(compoundKey));
    return (read) => {
      const found = readers.map((reader) => reader(read));
      return found.includes(null) ? UNDECIDED : verdict(tuples.has(compoundKey(found)));
    };
  },
  type: (node) => onValue(node, (value) => node.types.some((type) => hasType(value, type))),
  and: ({ of }) => joined(of.map(rowJudge), NO, YES),
  or: ({ of }) => joined(of.map(rowJudge), YES, NO),
  not: ({ of }) => {
    const judge = rowJudge(of);
    return (read, raw) => {
      const answer = judge(read, raw);
      return answer === UNDECIDED ? UNDECIDED : answer === YES ? NO : YES;
    };
  },
  unless: ({ of, condition }) => {
    const [skips, judge] = [rowJudge(of), rowJudge(condition)];
    return (read, raw) => (skips(read, raw) === YES ? UNDECIDED : judge(read, raw));
  },
  decided: ({ of, otherwise }) => {
    const judge = rowJudge(of);
    return (read, raw) => {
      const answer = judge(read, raw);
      return answer === UNDECIDED ? verdict(otherwise) : answer;
    };
  },
  test: ({ columns, test, missing }) => {
    return (read, raw) => {
      const values = columns.map(missing === "skip" ? read : raw);
      if (missing === "skip" && values.includes(null)) return UNDECIDED;
      return verdict(Boolean(test(...values)));
    };
  },
};

/** Makes the judge of single rows for a condition. */
export function rowJudge(node: Expression): RowJudge {
  if (!Object.hasOwn(factories, node.op)) throw unknownNode(node.op);
  return (factories[node.op as keyof JudgeFactories] as (node: Expression) => RowJudge)(node);
}

function nativeTest(pattern: string, flags: string): (text: string) => boolean {
  const native = patternOf(pattern, flags);
  return (text) => native.test(text);
}

function onValue({ of }: { readonly of: ExpressionOf<"in">["of"] }, accepts: (value: unknown) => boolean): RowJudge {
  const value = operandReader(of);
  return (read) => {
    const found = value(read);
    return found === null ? UNDECIDED : verdict(accepts(found));
  };
}

/** `and` is settled by a false part, `or` by a true one; else an undecided part leaves the row undecided. */
function joined(judges: readonly RowJudge[], settles: RowVerdict, otherwise: RowVerdict): RowJudge {
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

/** Whether an order (below zero, zero, above zero) is as the relation says. */
export function stands(order: number, relation: Relation): boolean {
  switch (relation) {
    case "equal":
      return order === 0;
    case "notEqual":
      return order !== 0;
    case "below":
      return order < 0;
    case "atMost":
      return order <= 0;
    case "above":
      return order > 0;
    case "atLeast":
      return order >= 0;
  }
}

function hasType(value: unknown, type: LogicalType): boolean {
  switch (type) {
    case "integer":
      return typeof value === "bigint" || Number.isInteger(value);
    case "number":
      return typeof value === "number" || typeof value === "bigint";
    case "date":
      return value instanceof Date;
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && !Array.isArray(value) && !(value instanceof Date);
    default:
      return typeof value === type;
  }
}
