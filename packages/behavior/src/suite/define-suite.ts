import { oneOf, parseOptions, real, satisfying, showValue, text } from "@mlsys/core";
import type { OptionSpec, RandomStateInput } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import { judgeOf } from "../expectations/compile.ts";
import { equals } from "../expectations/equals.ts";
import type { Expectation } from "../expectations/expectation.ts";
import { invariant } from "../expectations/invariant.ts";
import { ordered } from "../expectations/ordered.ts";
import type { OrderedBy } from "../expectations/ordered.ts";
import type { PerturbationOf } from "../perturbations/perturbation.ts";
import type { Label, LabelOf, Prediction } from "../predictors/prediction.ts";
import { hash32, seedFrom } from "../random/random-source.ts";
import { isCases } from "../templates/cases.ts";
import type { Cases } from "../templates/cases.ts";
import type { Aggregate, BehaviorTest, GateRule, Severity, Suite, TestCase, TestType, Grid } from "./behavior-test.ts";
import { groupedCases, isFailRateOf, measuredTest } from "./parity.ts";
import type { FailRateOf } from "./parity.ts";
import { asList, listOf, perturbAll } from "./perturb-all.ts";
import type { Inputs } from "./perturb.ts";
import { testId } from "./test-id.ts";
import { gridOf } from "./sweep.ts";

/** What every test may say of itself. */
export interface TestOptions {
  /** What is tested: vocabulary, robustness, negation, … Default `"general"`. */
  readonly capability?: string;
  readonly description?: string;
  /** A warning does not fail the report. Default `"error"`. */
  readonly severity?: Severity;
  readonly tags?: readonly string[];
  /** The largest failure rate that passes. Default 0. */
  readonly maxFailRate?: number;
  /** How the rate is held against it. Default `"point"`. */
  readonly rule?: GateRule;
  /** Of intervals and bounds. Default 0.95. */
  readonly confidence?: number;
}

/** An input with the label that is expected. */
export interface LabelledInput<I, L> {
  readonly input: I;
  readonly label: L;
  readonly meta?: unknown;
}

/** Options of a minimum functionality test. */
export interface MftOptions<I, P> extends TestOptions {
  /** Labelled cases of a template, `{ input, label }` objects, or inputs alone for expectations that need no label. */
  readonly cases: Cases<I, LabelOf<P>> | readonly (LabelledInput<I, LabelOf<P>> | I)[];
  /** Default: each prediction equals its label. */
  readonly expect?: Expectation<P, LabelOf<P>>;
}

/** Where the cases of an invariance or directional test come from: perturbed inputs, or written out, the original first. */
export type PairSource<I> =
  | {
      readonly from: Inputs<I>;
      readonly perturb: PerturbationOf<I> | readonly PerturbationOf<I>[];
      readonly cases?: never;
    }
  | { readonly cases: Iterable<readonly I[]>; readonly from?: never; readonly perturb?: never };

/** Options of an invariance test; by default nothing may change. */
export type InvOptions<I, P> = TestOptions & PairSource<I> & { readonly expect?: Expectation<P, LabelOf<P>> };

/** Options of a directional test. */
export type DirOptions<I, P> = TestOptions & PairSource<I> & { readonly expect: Expectation<P, LabelOf<P>> };

/** Options of a test of order across different inputs. */
export interface OrderOptions<I, P> extends TestOptions {
  /** Of each pair the second is to be above the first. */
  readonly pairs: Iterable<readonly [I, I]>;
  /** By more than how much. Default 0. */
  readonly margin?: number;
  /** What is compared: the probability of a class, or a function of the prediction. Default: the number. */
  readonly by?: OrderedBy<P, LabelOf<P>>;
}

/** Options of a sweep: each row with one column set to each value of a grid. */
export interface SweepOptions<I, P> extends TestOptions {
  readonly from: Inputs<I>;
  readonly column: Extract<keyof I, string>;
  /** The values, or how many quantiles of the column. */
  readonly grid: Grid;
  readonly expect: Expectation<P, LabelOf<P>>;
}

/** Options of a test of parity. */
export interface ParityOptions<I, P> extends Omit<TestOptions, "maxFailRate"> {
  /** The inputs, for a measure that is an expectation; another test brings its own. */
  readonly from?: Inputs<I>;
  /** The column that says to which group a row belongs, or a function of the input. */
  readonly group: Extract<keyof I, string> | ((input: I) => unknown);
  /** What is compared: `failRateOf` another test, or an expectation: how often it does not hold. */
  readonly measure: FailRateOf | Expectation<P, LabelOf<P>>;
  /** How far apart the rates of any two groups may be. With the rule `"notProvenAbove"` more is let pass where chance explains it. */
  readonly maxDifference: number;
}

/** Takes tests into a suite. */
export interface SuiteBuilder<I, P> {
  /** Minimum functionality: simple cases with known answers. */
  readonly mft: (name: string, options: MftOptions<I, P>) => void;
  /** Invariance: changes that must not matter. */
  readonly inv: (name: string, options: InvOptions<I, P>) => void;
  /** Direction: changes that must move the prediction one way. */
  readonly dir: (name: string, options: DirOptions<I, P>) => void;
  /** Order: one input above another. */
  readonly order: (name: string, options: OrderOptions<I, P>) => void;
  /** Sweep: one column over a grid. */
  readonly sweep: (name: string, options: SweepOptions<I, P>) => void;
  /** Parity: a rate that is alike in all groups. */
  readonly parity: (name: string, options: ParityOptions<I, P>) => void;
  /** Takes over the tests of another suite. */
  readonly include: (suite: Suite<I, P>) => void;
}

/** Options of {@link defineSuite}. */
export interface DefineSuiteOptions {
  /** Seed of the perturbations. Default 0. */
  readonly randomState?: RandomStateInput;
}

/**
 * Defines a suite of behavioural tests. Perturbations are applied here, so a suite is plain data, the same for every model.
 *
 * @param name - the suite's name.
 * @param build - is given the builder and adds tests.
 * @param options - the seed.
 * @returns the suite.
 * @throws {BehaviorError} `invalidOption` for an option that is not accepted, `invalidCase` for a test without cases, or a case of
 *   one example where two are needed, `duplicateTest` for a name used twice, `unknownExpectation`.
 *
 * @example
 * ```ts
 * import { defineSuite, replace, runSuite } from "@mlsys/behavior";
 * import type { ClassPrediction } from "@mlsys/behavior";
 *
 * const suite = defineSuite<string, ClassPrediction<"up" | "down">>("news", (t) => {
 *   t.mft("single words", { capability: "vocabulary", cases: [{ input: "rose", label: "up" }] });
 *   t.inv("company", { capability: "entities", from: ["Nokia rose"], perturb: replace("Nokia", "Kone") });
 * });
 * const report = await runSuite(suite, (texts) => texts.map((text) => (text.includes("rose") ? "up" : "down")));
 * report.passed; // => true
 * report.tests.map((test) => test.counts.run); // => [1, 1]
 * ```
 */
export function defineSuite<I = string, P = Prediction>(
  name: string,
  build: (t: SuiteBuilder<I, P>) => void,
  options: DefineSuiteOptions = {},
): Suite<I, P> {
  const seed = seedFrom(options.randomState ?? 0);
  const tests = new Map<string, BehaviorTest<I, P>>();
  const add = (test: BehaviorTest<I, P>): void => {
    if (tests.has(test.name)) throw duplicate(name, test.name);
    tests.set(test.name, test);
  };
  const pairs = (type: TestType, test: string, given: InvOptions<I, P>, expect: Expectation<P, unknown>): void => {
    const { from, perturb, cases, expect: _, ...common } = given;
    if (cases !== undefined) add(makeTest(type, test, common, expect, pairCases(test, cases)));
    else {
      requirePerturbed(test, from, perturb);
      const inputs = listOf(from);
      const perturbed = perturbAll(inputs, asList<unknown>(perturb), hash32(test, seed));
      add(makeTest(type, test, common, expect, perturbed, inputs.length - perturbed.length));
    }
  };
  build({
    mft: (test, { cases, expect = equals(), ...common }) =>
      add(
        makeTest(
          "MFT",
          test,
          common,
          expect,
          singleCases<I>(test, cases as MftOptions<I, never>["cases"], expect.data["to"] === "label"),
        ),
      ),
    inv: (test, given) => pairs("INV", test, given, given.expect ?? invariant()),
    dir: (test, given) => pairs("DIR", test, given, required(test, given.expect)),
    order: (test, { pairs: given, by, margin = 0, ...common }) =>
      add(
        makeTest(
          "ORDER",
          test,
          common,
          ordered(by as OrderedBy<P, Label> | undefined, { margin }) as Expectation<P, unknown>,
          pairCases(test, given),
        ),
      ),
    sweep: (test, { from, column, grid, expect, ...common }) =>
      add(makeTest("SWEEP", test, common, expect, gridOf(test, listOf(from), column, grid))),
    parity: (test, { from, group, measure, maxDifference, ...common }) => {
      const measured = isFailRateOf(measure) ? (measuredTest(test, measure, tests) as BehaviorTest<I, P>) : undefined;
      const given = measured?.cases ?? listOf(from ?? []).map((input) => ({ inputs: [input] }));
      const cases = given.length === 0 ? [] : groupedCases(test, given, group);
      const expect = measured?.expect ?? (measure as Expectation<P, unknown>);
      const made = makeTest("PARITY", test, { ...common, maxFailRate: maxDifference }, expect, cases);
      add({ ...made, aggregate: measured?.aggregate ?? "all" });
    },
    include: (suite) => suite.tests.forEach(add),
  });
  return { name, tests: [...tests.values()] };
}

const isTags = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((tag) => typeof tag === "string");

const testSpecs = {
  capability: { rule: text({ minLength: 1 }), default: "general" },
  description: { rule: text(), default: "" },
  severity: { rule: oneOf("error", "warning"), default: "error" as const },
  tags: { rule: satisfying("an array of strings", isTags), default: [] as readonly string[] },
  maxFailRate: { rule: real({ min: 0, max: 1 }), default: 0 },
  rule: { rule: oneOf("point", "provenBelow", "notProvenAbove"), default: "point" as const },
  confidence: { rule: real({ above: 0, below: 1 }), default: 0.95 },
} satisfies Readonly<Record<string, OptionSpec<unknown>>>;

function makeTest<I, P>(
  type: TestType,
  name: string,
  options: TestOptions,
  expect: Expectation<P, unknown>,
  cases: readonly TestCase<I>[],
  skipped = 0,
): BehaviorTest<I, P> {
  const { capability, description, severity, tags, maxFailRate, rule, confidence } = parseOptions(
    `test ${JSON.stringify(name)}`,
    options,
    testSpecs,
    BehaviorError,
  );
  judgeOf(expect);
  if (cases.length === 0)
    throw invalid(
      name,
      skipped === 0 ? "no cases" : `${skipped} inputs, to none of which the perturbation applies`,
      "give at least one case",
    );
  const aggregate: Aggregate = type === "MFT" ? "all" : "allExceptFirst";
  const gate = { rule, maxFailRate, confidence };
  return {
    id: testId(name),
    name,
    type,
    capability,
    description,
    severity,
    tags,
    aggregate,
    gate,
    expect,
    cases,
    skipped,
  };
}

function singleCases<I>(
  name: string,
  given: MftOptions<I, never>["cases"] | undefined,
  needsLabel: boolean,
): TestCase<I>[] {
  if (given === undefined) return [];
  const cases = isCases(given)
    ? given.entries().map(({ input, label, meta }) => ({ inputs: [input], label: label, meta }))
    : Array.from(given as Iterable<I | LabelledInput<I, Label>>, (each) =>
        isLabelled<I>(each) ? { inputs: [each.input], label: each.label, meta: each.meta } : { inputs: [each] },
      );
  const without = needsLabel ? cases.findIndex((each) => !("label" in each) || each.label === undefined) : -1;
  if (without >= 0)
    throw invalid(
      name,
      `no label for case ${without}`,
      "give { input, label } objects, label the template's cases, or name the expected class",
    );
  return cases;
}

function isLabelled<I>(value: unknown): value is LabelledInput<I, Label> {
  if (typeof value !== "object" || value === null || !("input" in value) || !("label" in value)) return false;
  return Object.keys(value).every((key) => ["input", "label", "meta"].includes(key));
}

function pairCases<I>(name: string, given: Iterable<readonly I[]> | undefined): TestCase<I>[] {
  if (given === undefined) return [];
  const cases = isCases(given)
    ? given.entries().map(({ input, meta }) => ({ inputs: input as readonly I[], meta }))
    : Array.from(given, (inputs) => ({ inputs }));
  cases.forEach(({ inputs }, index) => {
    if (Array.isArray(inputs) && inputs.length > 1) return;
    const found = Array.isArray(inputs)
      ? `${inputs.length} example in case ${index}`
      : `${showValue(inputs)} as case ${index}`;
    throw invalid(name, found, "give arrays with the original first and at least one changed example");
  });
  return cases;
}

function requirePerturbed(name: string, from: unknown, perturb: unknown): void {
  if (from !== undefined && perturb !== undefined) return;
  const found = from === undefined ? "neither from nor cases" : "no perturbation";
  throw invalid(name, found, "give from and perturb, or cases of an original and what was made of it");
}

function required<E>(name: string, expect: E | undefined): E {
  if (expect !== undefined) return expect;
  throw invalid(name, "no expectation", "say what should change: increases(…), decreases(…), notDecreasing(…)");
}

function invalid(name: string, found: string, fix: string): BehaviorError {
  return new BehaviorError({
    code: "invalidCase",
    what: "the test is not complete",
    where: `test ${JSON.stringify(name)}`,
    found,
    fix,
    details: { test: name },
  });
}

function duplicate(suite: string, name: string): BehaviorError {
  return new BehaviorError({
    code: "duplicateTest",
    what: `there is already a test ${JSON.stringify(name)}`,
    where: `suite ${JSON.stringify(suite)}`,
    fix: "give each test a name of its own",
    details: { test: name },
  });
}
