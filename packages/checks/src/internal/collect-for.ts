import type { Aggregate } from "../aggregates/aggregate.ts";
import { ChecksError } from "../checks-error.ts";
import type { Check } from "../definition/check.ts";
import type { Collected, CollectOptions, DataSource, Effort } from "../sources/source.ts";

/** The answers that a check needs, or why there are none. */
export type AnswersOrError = { readonly answers: Readonly<Record<string, unknown>> } | { readonly error: unknown };

/** What was collected for checks. */
export interface CollectedChecks {
  /** The first pass. */
  readonly first: Collected;
  /** The answers to what a check needs, of all passes. */
  readonly answersTo: (check: Check) => AnswersOrError;
  /** What they took. */
  readonly effortsOf: (check: Check) => readonly Effort[];
}

type Needs = Readonly<Record<string, Aggregate>>;

/** Collects what checks need: in one pass, and in further ones what some need then. */
export async function collectFor(
  checks: readonly Check[],
  source: DataSource,
  options: CollectOptions,
): Promise<CollectedChecks> {
  const collect = (needs: readonly Needs[]): Promise<Collected> =>
    source.collect(
      needs.flatMap((each) => Object.values(each)),
      options,
    );
  const first = await collect(checks.map((check) => check.needs));
  const found = new Map(checks.map((check) => [check, answersIn(first, check.needs)]));
  const efforts = new Map(checks.map((check) => [check, effortsIn(first, check.needs)]));
  for (let open = checks; ;) {
    const next = open.flatMap((check) => {
      const needs = followOf(check, first, found, source);
      return needs === undefined ? [] : [[check, needs] as const];
    });
    if (next.length === 0) break;
    const then = await collect(next.map(([, needs]) => needs));
    for (const [check, needs] of next) {
      found.set(check, joined(found.get(check), answersIn(then, needs)));
      efforts.get(check)?.push(...effortsIn(then, needs));
    }
    open = next.map(([check]) => check);
  }
  return {
    first,
    answersTo: (check) => found.get(check) ?? { answers: {} },
    effortsOf: (check) => efforts.get(check) ?? [],
  };
}

/** What a check needs then, if anything; that it cannot be had is noted. */
function followOf(
  check: Check,
  first: Collected,
  found: Map<Check, AnswersOrError>,
  source: DataSource,
): Needs | undefined {
  const before = found.get(check);
  if (check.follow === undefined || before === undefined || "error" in before) return undefined;
  if (check.columns.some((name) => !first.columns.includes(name))) return undefined;
  try {
    const needs = Object.entries(check.follow(before.answers)).filter(([name]) => !Object.hasOwn(before.answers, name));
    if (needs.length === 0) return undefined;
    if (source.rereadable) return Object.fromEntries(needs);
    throw new ChecksError({
      code: "notSupported",
      what: `${check.check} takes two passes`,
      where: check.name,
      found: "a stream, which can be read once",
      fix: "give data that can be read again, such as a table or a file",
    });
  } catch (error) {
    found.set(check, { error });
    return undefined;
  }
}

function effortsIn({ effortOf }: Collected, needs: Needs): Effort[] {
  return Object.values(needs).flatMap((request) => effortOf?.(request) ?? []);
}

function joined(before: AnswersOrError | undefined, after: AnswersOrError): AnswersOrError {
  if (before === undefined || "error" in before || "error" in after) return after;
  return { answers: { ...before.answers, ...after.answers } };
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
