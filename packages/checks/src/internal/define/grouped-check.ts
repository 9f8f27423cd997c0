import type { Aggregate, AnsweredGroup, ValueCounts } from "../../aggregates/aggregate.ts";
import type { Check, DataAtHand, Outcome, Verdict } from "../../definition/check.ts";
import { allOf, equals, isAbsent } from "../../expressions/build.ts";
import type { Scalar } from "../../expressions/expression.ts";
import type { JsonValue } from "../../definition/json-value.ts";
import { jsonValue } from "../values/json-value.ts";
import { isScalar } from "../values/scalar.ts";
import type { GroupedOptions } from "./by-group.ts";
import { MOST_GROUPS, notGroups } from "./groups.ts";
import { nothingToJudge } from "./nothing-to-judge.ts";
import { groupsRequest } from "../memory/accumulators/groups.ts";
import { valuesRequest } from "../memory/accumulators/value-counts.ts";

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
 * too. The first pass finds the groups, the next judges them together; a stream has but one, in which each group is counted as it comes.
 */
export function groupedCheck(check: Check, groupBy: string, options: GroupedOptions): Check {
  const { where, onEmpty } = options;
  const sentence = `${check.sentence}, in each group of ${groupBy}`;
  const judge = (groups: readonly Group[]): Verdict => together(sentence, groups, onEmpty);
  const grouped: Check = {
    ...check,
    columns: [...new Set([...check.columns, groupBy])],
    parameters: { ...check.parameters, groupBy },
    name: `${check.name} by ${groupBy}`,
    sentence,
    needs: { groups: { ...valuesRequest, column: groupBy, where } },
    follow: ({ groups, ...answers }) => needsOf(check, groupBy, groupsIn(groups as ValueCounts, groupBy), answers),
    judge: ({ groups, ...answers }) =>
      judge(
        groupsIn(groups as ValueCounts, groupBy).map((value, i) => ({
          value,
          verdict: check.judge(partOf(answers, i)),
        })),
      ),
    prepare: undefined,
  };
  const prepare = async (data: DataAtHand): Promise<Check> => {
    const inner = await (check.prepare?.(data) ?? check);
    if (data.source.rereadable || inner.follow !== undefined)
      return inner === check ? grouped : groupedCheck({ ...inner, prepare: undefined }, groupBy, options);
    const of = Object.entries(inner.needs).map(([name, need]) => [name, { ...need, where: undefined }] as const);
    return {
      ...grouped,
      needs: { groups: { ...groupsRequest, by: groupBy, of: Object.fromEntries(of), where } },
      follow: undefined,
      judge: ({ groups }) =>
        judge(
          (groups as readonly AnsweredGroup[]).map(({ value, answers }) => ({ value, verdict: inner.judge(answers) })),
        ),
    };
  };
  return { ...grouped, prepare };
}

function groupsIn({ rows, count, distinct, list }: ValueCounts, groupBy: string): readonly (Scalar | null)[] {
  if (distinct > MOST_GROUPS) throw notGroups(groupBy, `${distinct} groups`);
  const values = list().map(({ value }) => value);
  if (!values.every(isScalar)) throw notGroups(groupBy, "values that are lists or objects");
  return rows > count ? [...values, null] : values;
}

/** What each group needs, and where that is answered, what it needs then. */
function needsOf(
  check: Check,
  groupBy: string,
  groups: readonly (Scalar | null)[],
  answers: Readonly<Record<string, unknown>>,
): Record<string, Aggregate> {
  const needs: [string, Aggregate][] = groups.flatMap((value, i) => {
    const isGroup = value === null ? isAbsent(groupBy) : equals(groupBy, value);
    const part = partOf(answers, i);
    const own = Object.keys(check.needs).every((name) => Object.hasOwn(part, name))
      ? check.follow?.(part)
      : check.needs;
    return Object.entries(own ?? {}).map(([name, need]): [string, Aggregate] => [
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

function together(sentence: string, groups: readonly Group[], onEmpty: GroupedOptions["onEmpty"]): Verdict {
  if (groups.length === 0) return nothingToJudge(sentence, 0, onEmpty);
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
    reason: first?.verdict.reason,
    message: `${sentence}: ${deciding.length} of ${groups.length} groups ${outcome}${first === undefined ? "" : `, first ${shown(first)}`}`,
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
function evidenceOf(
  groups: readonly Group[],
): Pick<Verdict, "unexpectedIndices" | "unexpectedExamples" | "unexpectedKeys"> {
  const rows = groups.flatMap(({ verdict: { unexpectedIndices = [], unexpectedExamples = [], unexpectedKeys = [] } }) =>
    unexpectedExamples.map((example, i) => ({ index: unexpectedIndices[i], example, key: unexpectedKeys[i] })),
  );
  rows.sort((a, b) => (a.index ?? 0) - (b.index ?? 0));
  return {
    unexpectedIndices: rows.flatMap(({ index }) => (index === undefined ? [] : [index])),
    unexpectedExamples: rows.map(({ example }) => example),
    unexpectedKeys: rows.flatMap(({ key }) => (key === undefined ? [] : [key])),
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
