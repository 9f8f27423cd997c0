import { boolean, parseOptions, satisfying, showValue } from "@mlsys/core";
import { BehaviorError } from "../errors/behavior-error.ts";
import type { Expectation } from "../expectations/expectation.ts";
import type { Prediction } from "../predictors/prediction.ts";
import type { BehaviorTest, Suite, TestCase } from "../suite/behavior-test.ts";
import { testId } from "../suite/test-id.ts";
import { expectationOf } from "./expectation-of.ts";
import type { CustomCheckListExpectation } from "./expectation-of.ts";
import { parseTestLine } from "./test-line.ts";
import type { TestLine } from "./test-line.ts";
import { linesOf } from "./lines-of.ts";

/** Where a suite comes from: the path or URL of a file, its bytes, or its text. Gzipped bytes are unpacked. */
export type CheckListSource = string | URL | Uint8Array | { readonly text: string };

/** Options of {@link loadCheckListSuite}. */
export interface LoadCheckListOptions {
  /** Whether to take the sample of each test that was released with it, in its order, instead of all cases. Default false. */
  readonly sample?: boolean;
  /** Expectations for kinds of the file that the package does not know. */
  readonly expectations?: Readonly<Record<string, CustomCheckListExpectation>>;
}

/** A suite of texts, pairs of texts, or whatever the file's examples are. */
export type CheckListSuite<I = string> = Suite<I>;

/**
 * Loads a suite in the extracted format of CheckList's released suites: JSON Lines, a test a line, also gzipped. Run it with
 * `compat: "checklist"` to get the reference's verdict on every case.
 *
 * @param source - a path, a URL of a file, bytes, or text.
 * @param options - sample, expectations of your own.
 * @returns the suite.
 * @throws {BehaviorError} `invalidFile` when a line is no test, with its number; `unknownExpectation` for a kind of expectation that
 *   is neither known nor given; `invalidOption`.
 * @see Ribeiro et al., *Beyond Accuracy: Behavioral Testing of NLP Models with CheckList*, ACL 2020.
 *
 * @example
 * ```ts
 * import { runSuite } from "@mlsys/behavior";
 * import { loadCheckListSuite } from "@mlsys/behavior/checklist";
 *
 * const line = {
 *   suite: "demo", index: 0, name: "words", type: "MFT", capability: "Vocabulary", description: "", aggregate: "all",
 *   expect: { kind: "equal", to: "label" }, labels: 1, meta: null, exampleKind: "text", caseKind: "one example", sample: null,
 *   cases: ["good", "bad"], templates: null,
 * };
 * const suite = await loadCheckListSuite({ text: JSON.stringify(line) });
 * const report = await runSuite(suite, (texts) => texts.map((text) => (text === "good" ? 1 : 0)), { compat: "checklist" });
 * report.tests[0]?.caseResults; // => ["passed", "failed"]
 * ```
 */
export async function loadCheckListSuite<I = string>(
  source: CheckListSource,
  options: LoadCheckListOptions = {},
): Promise<CheckListSuite<I>> {
  const tests: BehaviorTest[] = [];
  let name = "";
  for await (const { suite, test } of readLines(source, options)) {
    name ||= suite;
    tests.push(test);
  }
  return { name, tests: tests as unknown as BehaviorTest<I>[] };
}

/**
 * Reads the tests of such a suite one by one, for files that are too large to hold.
 *
 * @param source - a path, a URL of a file, bytes, or text.
 * @param options - sample, expectations of your own.
 * @returns the tests, in the order of the file.
 * @throws {BehaviorError} as {@link loadCheckListSuite}.
 *
 * @example
 * ```ts
 * import { readCheckListTests } from "@mlsys/behavior/checklist";
 *
 * const names: string[] = [];
 * for await (const test of readCheckListTests({ text: "" })) names.push(test.name);
 * names; // => []
 * ```
 */
export async function* readCheckListTests(
  source: CheckListSource,
  options: LoadCheckListOptions = {},
): AsyncGenerator<BehaviorTest> {
  for await (const { test } of readLines(source, options)) yield test;
}

const isRecord = (value: unknown): value is Readonly<Record<string, CustomCheckListExpectation>> =>
  typeof value === "object" && value !== null && Object.values(value).every((each) => typeof each === "function");

async function* readLines(
  source: CheckListSource,
  options: LoadCheckListOptions,
): AsyncGenerator<{ readonly suite: string; readonly test: BehaviorTest }> {
  const { sample, expectations } = parseOptions(
    "loadCheckListSuite",
    options,
    {
      sample: { rule: boolean(), default: false },
      expectations: { rule: satisfying("functions by kind", isRecord), default: {} },
    },
    BehaviorError,
  );
  let number = 0;
  for await (const text of linesOf(source)) {
    number++;
    if (text.trim() === "") continue;
    const line = parseTestLine(text, number);
    yield { suite: line.suite, test: testOf(line, number, sample, expectations) };
  }
}

function testOf(
  line: TestLine,
  number: number,
  sample: boolean,
  expectations: Readonly<Record<string, CustomCheckListExpectation>>,
): BehaviorTest {
  const { name, type, capability, description } = line;
  const chosen = sample ? line.sample : null;
  const cases = new Array<TestCase<string>>((chosen ?? line.cases).length);
  for (let i = 0; i < cases.length; i++) cases[i] = caseAt(line, chosen?.[i] ?? i, number);
  return {
    id: testId(name),
    name,
    type,
    capability,
    description,
    severity: "error",
    tags: [],
    aggregate: line.aggregate === "all" ? "all" : "allExceptFirst",
    gate: { rule: "point", maxFailRate: 0, confidence: 0.95 },
    expect: expectationOf(line, expectations) as Expectation<Prediction>,
    cases,
    skipped: 0,
  };
}

function caseAt({ name, cases, caseKind, labels, meta }: TestLine, index: number, number: number): TestCase<string> {
  const given = cases[index];
  const hasExamples = caseKind !== "one example";
  if (given === undefined || (hasExamples && (!isList(given) || given.length === 0))) {
    throw new BehaviorError({
      code: "invalidFile",
      what: "a case is missing or not a list of examples",
      where: `line ${number}, test ${JSON.stringify(name)}, case ${index}`,
      found: showValue(given),
      fix: 'give a case for each index of the sample, and lists where caseKind is not "one example"',
    });
  }
  const inputs = (hasExamples ? given : [given]) as readonly string[];
  const label = isList(labels) ? labels[index] : labels;
  const own = isList(meta) ? meta[index] : meta;
  return caseOf(inputs, (label ?? undefined) as TestCase["label"], own ?? undefined);
}

/** Without parts to spread: there are hundreds of thousands of cases, and each would leave as much behind as it takes. */
function caseOf(inputs: readonly string[], label: TestCase["label"], meta: unknown): TestCase<string> {
  if (meta === undefined) return label === undefined ? { inputs } : { inputs, label };
  return label === undefined ? { inputs, meta } : { inputs, label, meta };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
