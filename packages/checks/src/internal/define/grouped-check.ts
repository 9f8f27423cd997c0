import type { Aggregate, ValueCounts } from "../../aggregates/aggregate.ts";
import { ChecksError } from "../../checks-error.ts";
import type { Check, Outcome, Verdict } from "../../definition/check.ts";
import { allOf, equals, isAbsent } from "../../expressions/build.ts";
import type { Expression, Scalar } from "../../expressions/expression.ts";
import type { JsonValue } from "../../definition/json-value.ts";
import { jsonValue } from "../values/json-value.ts";
import { isScalar } from "../values/scalar.ts";

/** Greatest number of groups. */
const GROUPS = 1000;
/** Groups that a report lists. */
const LISTED = 100;
/** Outcomes, the one that decides first. */
const WORST: readonly Outcome[] = ["error", "failed", "passed", "notEvaluated"];

interface Group {
  readonly value: Scalar | null;
  readonly verdict: Verdict;
}

/**
 * Makes of a check one that holds when it holds in every group of rows that share a value of a column; rows without one are a group
 * too. The first pass finds the groups, the second judges them together.
 */
export function groupedCheck(check: Check, groupBy: string | undefined, where: Expression | undefined): Check {
  if (groupBy === undefined) return check;
  return {
    ...check,
    columns: [...new Set([...check.columns, groupBy])],
    parameters: { ...check.parameters, groupBy },
    name: `${check.name} by ${groupBy}`,
    sentence: `${check.sentence}, in each group of ${groupBy}`,
    needs: { groups: { aggregate: "values", column: groupBy, where } },
    follow: ({ groups }) => needsOf(check, groupBy, groupsIn(groups as ValueCounts, groupBy)),
    judge: ({ groups, ...answers }) => {
      const found = groupsIn(groups as ValueCounts, groupBy);
      const verdicts = found.map((value, i): Group => ({ value, verdict: check.judge(partOf(answers, i)) }));
      return together(`${check.sentence}, in each group of ${groupBy}`, verdicts);
    },
  };
}

function groupsIn({ rows, count, distinct, list }: ValueCounts, groupBy: string): readonly (Scalar | null)[] {
  const values = distinct > GROUPS ? [] : list().map(({ value }) => value);
  if (distinct <= GROUPS && values.every(isScalar)) return rows > count ? [...values, null] : values;
  throw new ChecksError({
    code: "notSupported",
    what: "the rows cannot be grouped",
    where: groupBy,
    found: distinct > GROUPS ? `${distinct} groups` : "values that are lists or objects",
    fix: `group by a column of at most ${GROUPS} texts, numbers, truth values or dates`,
  });
}

function needsOf(check: Check, groupBy: string, groups: readonly (Scalar | null)[]): Record<string, Aggregate> {
  const needs: [string, Aggregate][] = groups.flatMap((value, i) => {
    const isGroup = value === null ? isAbsent(groupBy) : equals(groupBy, value);
    return Object.entries(check.needs).map(([name, need]): [string, Aggregate] => [
      `${i} ${name}`,
      { ...need, where: need.where === undefined ? isGroup : allOf(need.where, isGroup) },
    ]);
  });
  return Object.fromEntries(needs);
}

/** The answers of group i by their own names. */
function partOf(answers: Readonly<Record<string, unknown>>, i: number): Record<string, unknown> {
  const start = `${i} `;
  return Object.fromEntries(
    Object.entries(answers).flatMap(([name, answer]) =>
      name.startsWith(start) ? [[name.slice(start.length), answer]] : [],
    ),
  );
}

function together(sentence: string, groups: readonly Group[]): Verdict {
  const outcome = WORST.find((each) => groups.some(({ verdict }) => verdict.outcome === each)) ?? "notEvaluated";
  const deciding = groups.filter(({ verdict }) => verdict.outcome === outcome);
  const [first] = deciding;
  const sum = (of: (verdict: Verdict) => number | undefined): number | undefined =>
    groups.some(({ verdict }) => of(verdict) !== undefined)
      ? groups.reduce((total, { verdict }) => total + (of(verdict) ?? 0), 0)
      : undefined;
  const [elements, missing, unexpected] = [
    sum((v) => v.elementCount),
    sum((v) => v.missingCount),
    sum((v) => v.unexpectedCount),
  ];
  const judged = (elements ?? 0) - (missing ?? 0);
  return {
    outcome,
    reason: first?.verdict.reason ?? (groups.length === 0 ? "noRows" : undefined),
    message: `${sentence}: ${first === undefined ? "there are no rows" : `${deciding.length} of ${groups.length} groups ${outcome}, first ${shown(first)}`}`,
    observedValue: Object.fromEntries(
      groups.slice(0, LISTED).map(({ value, verdict }) => [nameOf(value), verdict.observedValue ?? null]),
    ),
    elementCount: elements,
    missingCount: missing,
    nanCount: sum((v) => v.nanCount),
    unexpectedCount: unexpected,
    unexpectedPercent: unexpected === undefined ? undefined : judged === 0 ? null : (100 * unexpected) / judged,
    unexpectedPercentTotal:
      unexpected === undefined ? undefined : elements === 0 ? null : (100 * unexpected) / (elements ?? 0),
    ...evidenceOf(groups),
    details: {
      groups: [...deciding, ...groups.filter((group) => !deciding.includes(group))].slice(0, LISTED).map(listed),
    },
  };
}

/** The rows of all groups in the order of the data. */
function evidenceOf(groups: readonly Group[]): Pick<Verdict, "unexpectedIndices" | "unexpectedExamples"> {
  const rows = groups.flatMap(({ verdict: { unexpectedIndices = [], unexpectedExamples = [] } }) =>
    unexpectedExamples.map((example, i) => ({ index: unexpectedIndices[i], example })),
  );
  rows.sort((a, b) => (a.index ?? 0) - (b.index ?? 0));
  return {
    unexpectedIndices: rows.flatMap(({ index }) => (index === undefined ? [] : [index])),
    unexpectedExamples: rows.map(({ example }) => example),
  };
}

function nameOf(value: Scalar | null): string {
  const name = jsonValue(value);
  return typeof name === "string" ? name : JSON.stringify(name);
}

function listed({ value, verdict }: Group): JsonValue {
  const { outcome, observedValue = null, elementCount = null, unexpectedCount = null } = verdict;
  return { value: jsonValue(value), outcome, observedValue, elementCount, unexpectedCount };
}

function shown({ value, verdict }: Group): string {
  return `${JSON.stringify(jsonValue(value))}: ${verdict.message.slice(verdict.message.lastIndexOf(": ") + 2)}`;
}
