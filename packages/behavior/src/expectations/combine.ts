import { verdict } from "./verdict.ts";
import type { CaseView, Expectation, ExpectationData, ExpectationKind, Judge } from "./expectation.ts";

/** The data of {@link and}, {@link or}, {@link not} and {@link when}. */
export interface CombinedData extends ExpectationData {
  readonly kind: "and" | "or" | "not" | "when";
  readonly parts: readonly ExpectationData[];
}

/**
 * All of some expectations hold; what says nothing of an example is left out.
 *
 * @param parts - the expectations.
 * @returns the expectation.
 *
 * @example
 * ```ts
 * import { and, equals, inRange } from "@mlsys/behavior";
 *
 * and(equals(), inRange({ min: 0.6 }, "positive")).data.kind; // => "and"
 * ```
 */
export function and<P, L>(...parts: readonly Expectation<P, L>[]): Expectation<P, L> {
  return combined("and", parts);
}

/**
 * At least one of some expectations holds; what says nothing of an example is left out.
 *
 * @param parts - the expectations.
 * @returns the expectation.
 *
 * @example
 * ```ts
 * import { equals, invariant, or } from "@mlsys/behavior";
 *
 * or(equals("neutral"), invariant()).data.kind; // => "or"
 * ```
 */
export function or<P, L>(...parts: readonly Expectation<P, L>[]): Expectation<P, L> {
  return combined("or", parts);
}

/**
 * An expectation does not hold.
 *
 * @param part - the expectation.
 * @returns the expectation.
 *
 * @example
 * ```ts
 * import { equals, not } from "@mlsys/behavior";
 *
 * not(equals("negative")).data.kind; // => "not"
 * ```
 */
export function not<P, L>(part: Expectation<P, L>): Expectation<P, L> {
  return combined("not", [part]);
}

/**
 * An expectation that says something only where a condition holds. With {@link ofOriginal} the condition is about the original.
 *
 * @param condition - judged first.
 * @param then - judged where the condition holds.
 * @returns the expectation.
 *
 * @example
 * ```ts
 * import { invariant, notEquals, ofOriginal, when } from "@mlsys/behavior";
 *
 * when(ofOriginal(notEquals("neutral")), invariant()).data.kind; // => "when"
 * ```
 */
export function when<P, L, Q, M>(condition: Expectation<P, L>, then: Expectation<Q, M>): Expectation<P & Q, L | M> {
  return combined("when", [condition, then] as readonly Expectation<P & Q, L | M>[]);
}

/**
 * Judges the original in place of the example, for conditions.
 *
 * @param part - the expectation of the original.
 * @returns the expectation.
 *
 * @example
 * ```ts
 * import { equals, ofOriginal } from "@mlsys/behavior";
 *
 * ofOriginal(equals("positive")).data.kind; // => "original"
 * ```
 */
export function ofOriginal<P, L>(part: Expectation<P, L>): Expectation<P, L> {
  return { data: { kind: "original", parts: [part.data] }, functions: part.functions };
}

function combined<P, L>(kind: CombinedData["kind"], parts: readonly Expectation<P, L>[]): Expectation<P, L> {
  const functions = Object.assign({}, ...parts.map((part) => part.functions ?? {})) as Readonly<Record<string, Judge>>;
  const data = { kind, parts: parts.map((part) => part.data) };
  return Object.keys(functions).length === 0 ? { data } : { data, functions };
}

type Combine = (judges: readonly Judge[]) => Judge;

const COMBINE: Readonly<Record<CombinedData["kind"], Combine>> = {
  and: (judges) => (view, index) => extreme(scores(judges, view, index), Math.min),
  or: (judges) => (view, index) => extreme(scores(judges, view, index), Math.max),
  not:
    ([judge]) =>
    (view, index) => {
      const score = judge?.(view, index) ?? null;
      return score === null ? null : verdict(score <= 0, -score);
    },
  when:
    ([condition, then]) =>
    (view, index) =>
      (condition?.(view, index) ?? 0) > 0 ? (then?.(view, index) ?? null) : null,
};

function scores(judges: readonly Judge[], view: CaseView, index: number): (number | null)[] {
  return judges.map((judge) => judge(view, index));
}

function extreme(scores: readonly (number | null)[], pick: (...numbers: number[]) => number): number | null {
  const told = scores.filter((score) => score !== null);
  return told.length === 0 ? null : pick(...told);
}

/** How the four judge. */
export const combinedKinds: readonly ExpectationKind<CombinedData>[] = (["and", "or", "not", "when"] as const).map(
  (kind) => ({ kind, judge: ({ parts }, compile) => COMBINE[kind](parts.map(compile)) }),
);

/** How `ofOriginal` judges. */
export const originalKind: ExpectationKind<ExpectationData & { readonly parts: readonly ExpectationData[] }> = {
  kind: "original",
  judge({ parts }, compile) {
    const judge = compile(parts[0] as ExpectationData);
    return (view) => judge(view, 0);
  },
};
