import { boolean, parseOptions, satisfying, showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { Expectation } from "../expectations/expectation.ts";
import type { Label, Prediction } from "../predictors/prediction.ts";
import type { BehaviorTest, Suite, TestCase } from "../suite/behavior-test.ts";
import { testId } from "../suite/test-id.ts";
import { attributeOf, entriesOf, PickleObject } from "./pickle/pickle-value.ts";
import type { PickleValue } from "./pickle/pickle-value.ts";
import { listOf, plainValue } from "./pickle/plain-value.ts";
import { readPickle } from "./pickle/read-pickle.ts";
import { recognizeExpectation } from "./recognize-expectation.ts";

/** Options of {@link importCheckList}. */
export interface ImportCheckListOptions {
  /** Expectations by the name of the test, for those whose functions are the author's own, or to replace others. */
  readonly expectations?: Readonly<Record<string, Expectation<never, unknown>>>;
  /** Whether to take the sample that was run when the suite was saved, in its order, instead of all cases. Default false. */
  readonly sample?: boolean;
}

/** A test whose expectation could not be told in full. */
export interface UnmappedExpectation {
  readonly test: string;
  /** The function that was not known, or the slice. */
  readonly found: string;
  /** What could be told: of a sliced expectation, all but the slice. */
  readonly known?: Expectation<never, unknown> | undefined;
}

/** What a pickled suite holds. It is a suite, and runs as one. */
export interface ImportedSuite<I = string> extends Suite<I> {
  /** The tests that need an expectation of yours; to run them without one is refused, naming it. */
  readonly unmapped: readonly UnmappedExpectation[];
  /** The cases that were run when the suite was saved, by test. */
  readonly samples: ReadonlyMap<string, readonly number[]>;
  /** The predictions that were saved with the suite, by test: for each case one a example; undefined for cases that were not run. */
  readonly recorded: ReadonlyMap<string, readonly (readonly unknown[] | undefined)[]>;
}

/**
 * Imports a suite that CheckList's `TestSuite.save` wrote. The pickle is read by a machine that builds inert records: no code of the
 * file can run, and a file that names anything a suite does not need is refused. Run it with `compat: "checklist"` for the
 * reference's verdicts.
 *
 * @param bytes - the file's content.
 * @param options - expectations of your own, the sample.
 * @returns the suite, and what could not be told of it: expectations are known by the names and values of the library's functions.
 * @throws {BehaviorError} `unsafePickle` for a name that no suite needs; `invalidFile` for a file that ends early or is no suite;
 *   `invalidOption`.
 * @see The format: Python's pickle and dill; the suites: https://github.com/marcotcr/checklist
 *
 * @example
 * ```ts
 * import { importCheckList } from "@mlsys/behavior";
 *
 * let code = "";
 * try {
 *   importCheckList(new TextEncoder().encode("cos\nsystem\n(S'ls'\ntR."));
 * } catch (error) {
 *   code = (error as { code: string }).code;
 * }
 * code; // => "unsafePickle"
 * ```
 */
export function importCheckList<I = string>(bytes: Uint8Array, options: ImportCheckListOptions = {}): ImportedSuite<I> {
  const { expectations, sample } = parseOptions("importCheckList", options, specs, BehaviorError);
  if (!(bytes instanceof Uint8Array))
    throw refusal("the file's content is not given as bytes", "importCheckList", showValue(bytes));
  const suite = readPickle(bytes);
  const unmapped: UnmappedExpectation[] = [];
  const samples = new Map<string, readonly number[]>();
  const recorded = new Map<string, readonly (readonly unknown[] | undefined)[]>();
  const tests = testsOf(suite).map(({ name, test, info }) => {
    const run = indicesOf(test);
    if (run !== undefined) samples.set(name, run);
    const answers = recordedOf(test);
    if (answers !== undefined) recorded.set(name, answers);
    const { expect, gap } = expectationFor(name, attributeOf(test, "expect"), expectations);
    if (gap !== undefined) unmapped.push(gap);
    return testOf(name, test, info, expect, sample ? run : undefined);
  });
  return { name: "checklist", tests: tests as unknown as BehaviorTest<I>[], unmapped, samples, recorded };
}

const isRecord = (value: unknown): value is Readonly<Record<string, Expectation<never, unknown>>> =>
  typeof value === "object" && value !== null && Object.values(value).every((each) => isExpectation(each));

const isExpectation = (value: unknown): boolean => typeof value === "object" && value !== null && "data" in value;

const specs = {
  expectations: { rule: satisfying("expectations by the name of the test", isRecord), default: {} },
  sample: { rule: boolean(), default: false },
} as const;

type Info = ReadonlyMap<PickleValue, PickleValue>;

interface NamedTest {
  readonly name: string;
  readonly test: PickleObject;
  readonly info: Info;
}

const NO_INFO: Info = new Map();

/** The tests of a suite, or of a file with a single test. */
function testsOf(root: PickleValue): NamedTest[] {
  const tests = entriesOf(attributeOf(root, "tests"));
  if (tests === undefined) {
    if (root instanceof PickleObject && attributeOf(root, "expect") !== undefined)
      return [{ name: textOf(attributeOf(root, "name")) || "test", test: root, info: NO_INFO }];
    throw refusal("the pickle holds no suite", "importCheckList", kindOf(root));
  }
  const infos = entriesOf(attributeOf(root, "info")) ?? NO_INFO;
  return Array.from(tests, ([name, test]) => {
    if (typeof name === "string" && test instanceof PickleObject)
      return { name, test, info: entriesOf(infos.get(name)) ?? NO_INFO };
    throw refusal("a test has no name or is none", "importCheckList", kindOf(test));
  });
}

function expectationFor(
  name: string,
  pickled: PickleValue | undefined,
  own: Readonly<Record<string, Expectation<never, unknown>>>,
): { readonly expect: Expectation<never, unknown>; readonly gap?: UnmappedExpectation | undefined } {
  const given = Object.hasOwn(own, name) ? own[name] : undefined;
  if (given !== undefined) return { expect: given };
  const { data, unknown } = recognizeExpectation(pickled);
  if (unknown === undefined && data !== undefined) return { expect: { data } };
  const gap = { test: name, found: unknown ?? "no function", ...(data === undefined ? {} : { known: { data } }) };
  return { expect: { data: { kind: "custom", name: gap.found } }, gap };
}

function testOf(
  name: string,
  test: PickleObject,
  info: Info,
  expect: Expectation<never, unknown>,
  indices: readonly number[] | undefined,
): BehaviorTest<unknown> {
  const where = `test ${JSON.stringify(name)}`;
  const cases = casesOf(test, where);
  const type = typeOf(textOf(info.get("type")) || test.name, where);
  const aggregate = attributeOf(test, "agg_fn");
  return {
    id: testId(name),
    name,
    type,
    capability: textOf(info.get("capability")) || textOf(attributeOf(test, "capability")) || "general",
    description: textOf(info.get("description")) || textOf(attributeOf(test, "description")),
    severity: "error",
    tags: [],
    aggregate: (typeof aggregate === "string" ? aggregate === "all" : type === "MFT") ? "all" : "allExceptFirst",
    gate: { rule: "point", maxFailRate: 0, confidence: 0.95 },
    expect: expect as Expectation<Prediction>,
    cases: indices === undefined ? cases : indices.map((index) => caseAt(cases, index, where)),
    skipped: 0,
  };
}

/** As in the library, the first case decides whether cases are single examples or lists of them. */
function casesOf(test: PickleObject, where: string): TestCase[] {
  const data = listOf(attributeOf(test, "data"));
  if (data === undefined || data.length === 0) throw refusal("a test has no cases", where);
  const labels = valuesFor(attributeOf(test, "labels"), data.length, "labels", where);
  const metas = valuesFor(attributeOf(test, "meta"), data.length, "meta", where);
  const hasLists = isList(data[0]);
  return data.map((each, index) => {
    const inputs = hasLists ? (plainValue(each, where) as readonly unknown[]) : [plainValue(each, where)];
    const [label, meta] = [labels(index), metas(index)];
    if (!Array.isArray(inputs) || inputs.length === 0)
      throw refusal("a case has no examples", `${where}, case ${index}`);
    return {
      inputs,
      ...(label === null ? {} : { label: label as Label | readonly Label[] }),
      ...(meta === null ? {} : { meta }),
    };
  });
}

/** One value for all cases, or one for each. */
function valuesFor(
  value: PickleValue | undefined,
  length: number,
  what: string,
  where: string,
): (index: number) => unknown {
  if (!isList(value)) {
    const all = plainValue(value, where);
    return () => all;
  }
  const list = listOf(value) ?? [];
  if (list.length === length) return (index) => plainValue(list[index], where);
  throw refusal(`there are ${list.length} ${what} for ${length} cases`, where);
}

/** The indices of the cases that were run. */
function indicesOf(test: PickleObject): readonly number[] | undefined {
  const indices = listOf(attributeOf(test, "run_idxs"));
  return indices?.map((index) => Number(plainValue(index, "run_idxs")));
}

function recordedOf(test: PickleObject): readonly (readonly unknown[] | undefined)[] | undefined {
  const results = attributeOf(test, "results");
  const predictions = listOf(attributeOf(results, "preds") ?? entriesOf(results)?.get("preds"));
  return predictions?.map((each) => {
    if (each === null) return undefined;
    const plain = plainValue(each, "preds");
    return Array.isArray(plain) ? (plain as readonly unknown[]) : [plain];
  });
}

function caseAt(cases: readonly TestCase[], index: number, where: string): TestCase {
  const found = cases[index];
  if (found === undefined) throw refusal(`the sample names case ${index}, which is not there`, where);
  return found;
}

function typeOf(name: string, where: string): "MFT" | "INV" | "DIR" {
  if (name === "MFT" || name === "INV" || name === "DIR") return name;
  throw refusal("a test is of no known type", where, showValue(name));
}

/** A list or an array, but no tuple: that is one example. */
function isList(value: PickleValue | undefined): boolean {
  return (
    Array.isArray(value) || (value instanceof PickleObject && value.name !== "scalar" && listOf(value) !== undefined)
  );
}

function textOf(value: PickleValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function kindOf(value: PickleValue): string {
  return value instanceof PickleObject ? `an object of ${value.name || "an unknown class"}` : showValue(value);
}

function refusal(what: string, where: string, found?: string): BehaviorError {
  return new BehaviorError({
    code: "invalidFile",
    what,
    where,
    ...(found === undefined ? {} : { found }),
    fix: "give the file that TestSuite.save wrote",
  });
}
