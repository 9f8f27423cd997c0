import type { Aggregate } from "../aggregates/aggregate.ts";
import { ChecksError } from "../checks-error.ts";
import type { Check } from "../definition/check.ts";
import type { Collected, CollectOptions, DataSource } from "../sources/source.ts";

/** The answers that a check needs, or why there are none. */
export type AnswersOrError = { readonly answers: Readonly<Record<string, unknown>> } | { readonly error: unknown };

/** What was collected for checks. */
export interface CollectedChecks {
  /** The first pass. */
  readonly first: Collected;
  /** The answers to what a check needs, of both passes. */
  readonly answersTo: (check: Check) => AnswersOrError;
}

type Needs = Readonly<Record<string, Aggregate>>;

/** Collects what checks need, in one pass, and in a second one what some need then. */
export async function collectFor(
  checks: readonly Check[],
  source: DataSource,
  options: CollectOptions,
): Promise<CollectedChecks> {
  const first = await source.collect(
    checks.flatMap((check) => Object.values(check.needs)),
    options,
  );
  const followers = new Map<Check, Needs | Error>();
  for (const check of checks) {
    const needs = followOf(check, first, source);
    if (needs !== undefined) followers.set(check, needs);
  }
  const requests = [...followers.values()].flatMap((needs) => (needs instanceof Error ? [] : Object.values(needs)));
  const second = requests.length === 0 ? undefined : await source.collect(requests, options);
  return {
    first,
    answersTo: (check) => {
      const before = answersIn(first, check.needs);
      const needs = followers.get(check);
      if ("error" in before || needs === undefined) return before;
      if (needs instanceof Error) return { error: needs };
      if (second === undefined || Object.keys(needs).length === 0) return before;
      const after = answersIn(second, needs);
      return "error" in after ? after : { answers: { ...before.answers, ...after.answers } };
    },
  };
}

/** What a check needs then; an error when that cannot be had. */
function followOf(check: Check, first: Collected, source: DataSource): Needs | Error | undefined {
  if (check.follow === undefined || check.columns.some((name) => !first.columns.includes(name))) return undefined;
  const before = answersIn(first, check.needs);
  if ("error" in before) return undefined;
  const needs = followedBy(check.follow, before.answers);
  if (needs instanceof Error) return needs;
  if (Object.keys(needs).length === 0 || source.rereadable) return needs;
  return new ChecksError({
    code: "notSupported",
    what: `${check.check} takes two passes`,
    where: check.name,
    found: "a stream, which can be read once",
    fix: "give data that can be read again, such as a table or a file",
  });
}

function followedBy(follow: NonNullable<Check["follow"]>, answers: Readonly<Record<string, unknown>>): Needs | Error {
  try {
    return follow(answers);
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

function answersIn(collected: Collected, needs: Needs): AnswersOrError {
  const answers: [string, unknown][] = [];
  for (const [name, request] of Object.entries(needs)) {
    const answer = collected.answerTo(request);
    if ("error" in answer) return answer;
    answers.push([name, answer.value]);
  }
  return { answers: Object.fromEntries(answers) };
}
