import { didYouMean, showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { ofOriginal, when } from "../expectations/combine.ts";
import { equals, notEquals } from "../expectations/equals.ts";
import type { Expectation } from "../expectations/expectation.ts";
import { scoreChange } from "../expectations/score-change.ts";
import type { Label } from "../predictors/prediction.ts";
import { equalOrNotNegative, equalStripped, equalSubstituted, impliedPair } from "./answer-rules.ts";
import type { TestLine } from "./test-line.ts";

/** Makes an expectation of a kind's parameters as the file has them. */
export type CustomCheckListExpectation = (parameters: Readonly<Record<string, unknown>>) => Expectation<never, unknown>;

type Make = (parameters: Parameters, where: string) => Expectation<never, unknown>;
type Parameters = TestLine["expect"];

const KINDS: Readonly<Record<string, Make>> = {
  equal: ({ to }, where) => equals(labelOf(to, where)),
  notEqual: ({ to }, where) => notEquals(labelOf(to, where)),
  invariant: ({ tolerance }, where) => ({ data: { kind: "invariant", tolerance: numberOf(tolerance, where) } }),
  monotonic: changeOf,
  scoreChange: scoreChangeOf,
  equalOrWhenLabel1NotZero: () => equalOrNotNegative(),
  equalStripped: () => equalStripped(),
  equalSubstituted: () => equalSubstituted(),
  impliedPair: () => impliedPair(),
};

/** The released suites' own rules, as extractors call them in words of their own. */
const RULES: readonly (readonly [RegExp, Make])[] = [
  [/strip|clean/i, () => equalStripped()],
  [/substitut|replac|renam|same.*meta|meta.*same/i, () => equalSubstituted()],
  [/tripl|impli|transitiv/i, () => impliedPair()],
  [/label.?1|labelDependent|dependsOnLabel/i, () => equalOrNotNegative()],
];

/**
 * The expectation that a line describes.
 *
 * @throws {BehaviorError} `unknownExpectation` for a kind that is not known, `invalidFile` for parameters of a known one.
 */
export function expectationOf(
  { name, expect }: TestLine,
  custom: Readonly<Record<string, CustomCheckListExpectation>>,
): Expectation<never, unknown> {
  const where = `test ${JSON.stringify(name)}`;
  const own = Object.hasOwn(custom, expect.kind) ? custom[expect.kind] : undefined;
  const known: Make | undefined = Object.hasOwn(KINDS, expect.kind) ? KINDS[expect.kind] : undefined;
  const make = own ?? known ?? RULES.find(([pattern]) => pattern.test(expect.kind))?.[1];
  if (make === undefined) {
    throw new BehaviorError({
      code: "unknownExpectation",
      what: `there is no expectation ${JSON.stringify(expect.kind)}`,
      where,
      fix: `${didYouMean(expect.kind, Object.keys(KINDS))}; or give it as an option: expectations: { ${expect.kind}: … }`,
      details: { kind: expect.kind },
    });
  }
  return sliced(make(expect, where), expect["keepCaseWhen"], where);
}

/**
 * A case counts only where its original was predicted as asked. The rule is about the original alone, so that leaving out every
 * example is the same as leaving out the case.
 */
function sliced(expectation: Expectation<never, unknown>, rule: unknown, where: string): Expectation<never, unknown> {
  if (rule === undefined || rule === null) return expectation;
  const match =
    typeof rule === "string" ? /\borig(?:inal)?[ _]?pred(?:iction)? (?<sign>[!=]=)=? (?<label>\S+)$/i.exec(rule) : null;
  const { sign, label = "" } = match?.groups ?? {};
  if (match === null) throw refusal("a rule for which cases to keep is not known", rule, where);
  const value = /^-?\d+$/.test(label) ? Number(label) : label;
  return when(ofOriginal(sign === "!=" ? notEquals(value) : equals(value)), expectation);
}

function changeOf({ label, increasing, tolerance }: Parameters, where: string): Expectation<never, unknown> {
  const direction = increasing === false ? "down" : "up";
  const atLeast = 0 - numberOf(tolerance ?? 0, where);
  const isOriginal = label === "original prediction" || label === null || label === undefined;
  return {
    data: {
      kind: "change",
      direction,
      ...(isOriginal ? { of: "original" } : { label: labelOf(label, where) }),
      skipsCertain: true,
      atLeast,
      inclusive: true,
    },
  };
}

function scoreChangeOf({ score, direction, tolerance }: Parameters, where: string): Expectation<never, unknown> {
  const terms = typeof score === "string" ? [...score.matchAll(/(?<sign>^|[+-]) ?p\[(?<label>[^\]]+)\]/g)] : [];
  if (terms.length === 0 || (direction !== "not up" && direction !== "not down"))
    throw refusal("a change of a score is not known", { score, direction }, where);
  const weights = terms.map(({ groups = {} }) => [groups["label"] ?? "", groups["sign"] === "-" ? -1 : 1] as const);
  return scoreChange(Object.fromEntries(weights), { direction, tolerance: numberOf(tolerance ?? 0, where) });
}

function labelOf(value: unknown, where: string): Label {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  throw refusal("a label is not accepted", value, where);
}

function numberOf(value: unknown, where: string): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw refusal("a tolerance is not a number", value, where);
}

function refusal(what: string, found: unknown, where: string): BehaviorError {
  return new BehaviorError({
    code: "invalidFile",
    what,
    where,
    found: showValue(found),
    fix: "give the extracted format as documented",
  });
}
