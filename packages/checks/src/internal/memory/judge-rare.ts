import { ChecksError } from "../../checks-error.ts";
import type { Expression, LogicalType } from "../../expressions/expression.ts";
import { compareValues } from "../values/compare.ts";
import { likePattern, patternOf } from "../values/pattern.ts";
import { stands } from "../values/stands.ts";
import { compoundKey } from "../values/value-key.ts";
import { valueSet } from "../values/value-set.ts";
import { commonConditions, commonOperands, joined, made, onValue } from "./judge-row.ts";
import type { JudgeFactories, OperandReader, RowJudge, RowJudges } from "./judge-row.ts";
import { rareOperands } from "./operand-rare.ts";
import { NO, UNDECIDED, verdict, YES } from "./verdicts.ts";

/** The conditions that few suites need. */
const rareConditions: JudgeFactories<Exclude<Expression["op"], keyof typeof commonConditions | "exists">> = {
  compare: ({ left, right, relation }, { readerOf }) => {
    const [readLeft, readRight] = [readerOf(left), readerOf(right)];
    return (read) => {
      const [a, b] = [readLeft(read), readRight(read)];
      if (a === null || b === null) return UNDECIDED;
      const order = compareValues(a, b);
      return verdict(order === undefined ? relation === "notEqual" : stands(order, relation));
    };
  },
  in: (node, judges) => {
    const set = valueSet(node.values);
    return onValue(node, judges, (value) => set.has(value));
  },
  finite: (node, judges) => onValue(node, judges, (value) => typeof value === "bigint" || Number.isFinite(value)),
  matches: (node, judges) => {
    const matches = node.test ?? nativeTest(node.pattern, node.flags);
    return onValue(node, judges, (value) => typeof value === "string" && matches(value));
  },
  like: (node, judges) => {
    const matches = node.test ?? nativeTest(likePattern(node.pattern), "");
    return onValue(node, judges, (value) => typeof value === "string" && matches(value));
  },
  tuple: ({ of, values }, { readerOf }) => {
    const readers = of.map(readerOf);
    const tuples = new Set(values.map(compoundKey));
    return (read) => {
      const found = readers.map((reader) => reader(read));
      return found.includes(null) ? UNDECIDED : verdict(tuples.has(compoundKey(found)));
    };
  },
  type: (node, judges) => onValue(node, judges, (value) => node.types.some((type) => hasType(value, type))),
  or: ({ of }, { judgeOf }) => joined(of.map(judgeOf), YES, NO),
  unless: ({ of, condition }, { judgeOf }) => {
    const [skips, judge] = [judgeOf(of), judgeOf(condition)];
    return (read, raw) => (skips(read, raw) === YES ? UNDECIDED : judge(read, raw));
  },
  decided: ({ of, otherwise }, { judgeOf }) => {
    const judge = judgeOf(of);
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

const conditions = { ...commonConditions, ...rareConditions };
const operands = { ...commonOperands, ...rareOperands };

/** Makes the judge of any condition. */
export const anyRowJudges: RowJudges = {
  judgeOf: (node) => (made(conditions, node, anyRowJudges) ?? unknownNode(node.op)) as RowJudge,
  readerOf: (operand) => (made(operands, operand, anyRowJudges) ?? unknownNode(operand.op)) as OperandReader,
};

/** @throws {ChecksError} `notSupported`: this engine does not know a node. */
function unknownNode(op: string): never {
  throw new ChecksError({
    code: "notSupported",
    what: "a condition has a node that data in memory cannot judge",
    found: JSON.stringify(op),
    fix: "build conditions with the functions of @mlsys/checks",
  });
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
