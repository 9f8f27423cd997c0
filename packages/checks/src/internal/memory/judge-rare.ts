import type { Expression, LogicalType } from "../../expressions/expression.ts";
import { compareValues } from "../values/compare.ts";
import { likePattern, patternOf } from "../values/pattern.ts";
import { stands } from "../values/stands.ts";
import { compoundKey } from "../values/value-key.ts";
import { valueSet } from "../values/value-set.ts";
import { joined, onValue, rowJudge } from "./judge-row.ts";
import type { JudgeFactories } from "./judge-row.ts";
import { operandReader, unknownNode } from "./operand.ts";
import { NO, UNDECIDED, verdict, YES } from "./verdicts.ts";

const factories: JudgeFactories<Exclude<Expression["op"], "between" | "missing" | "nan" | "and" | "not" | "exists">> = {
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
  or: ({ of }) => joined(of.map(rowJudge), YES, NO),
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

/**
 * The makers of judges that have one for a kind of condition.
 *
 * @throws {ChecksError} `notSupported` when there is none.
 */
export function factoriesFor(op: string): typeof factories {
  if (Object.hasOwn(factories, op)) return factories;
  throw unknownNode(op);
}

function nativeTest(pattern: string, flags: string): (text: string) => boolean {
  const native = patternOf(pattern, flags);
  return (text) => native.test(text);
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
