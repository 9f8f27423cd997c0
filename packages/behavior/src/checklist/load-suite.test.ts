import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { runSuite } from "@mlsys/behavior";
import { loadCheckListSuite, readCheckListTests } from "@mlsys/behavior/checklist";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const base = {
  suite: "demo",
  index: 0,
  name: "words",
  type: "MFT",
  capability: "Vocabulary",
  description: "",
  aggregate: "all",
  expect: { kind: "equal", to: "label" } as Record<string, unknown>,
  labels: 1 as unknown,
  meta: null,
  exampleKind: "text",
  caseKind: "one example",
  sample: null as number[] | null,
  cases: ["good", "bad"] as unknown[],
  templates: null,
};
const pairs = { ...base, type: "INV", aggregate: "all_except_first", labels: null, caseKind: "text list of examples" };
const text = (...lines: object[]): { text: string } => ({ text: lines.map((line) => JSON.stringify(line)).join("\n") });

async function results(line: object, predictions: Record<string, unknown>): Promise<readonly string[] | undefined> {
  const suite = await loadCheckListSuite(text(line));
  const report = await runSuite(suite, (inputs) => inputs.map((input) => predictions[input] as number), {
    compat: "checklist",
  });
  return report.tests[0]?.caseResults;
}

describe("the extracted format", () => {
  let folder = "";
  beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), "checklist "))));
  afterAll(() => rm(folder, { recursive: true }));

  it("loads from files, plain and gzipped, from bytes and from text", async () => {
    const { text: lines } = text(base, { ...base, name: "more" });
    const [plain, packed] = [path.join(folder, "a.jsonl"), path.join(folder, "b.jsonl.gz")];
    await writeFile(plain, lines);
    await writeFile(packed, gzipSync(lines));
    for (const source of [plain, packed, gzipSync(lines), { text: lines }]) {
      const suite = await loadCheckListSuite(source);
      expect([suite.name, suite.tests.map(({ name }) => name)]).toEqual(["demo", ["words", "more"]]);
    }
  });

  it("gives one test at a time when asked", async () => {
    const names: string[] = [];
    for await (const { name } of readCheckListTests(text(base, { ...base, name: "more" }))) names.push(name);
    expect(names).toEqual(["words", "more"]);
  });

  it("takes the released sample in its order", async () => {
    const suite = await loadCheckListSuite(text({ ...base, labels: [0, 1], sample: [1, 0] }), { sample: true });
    expect(suite.tests[0]?.cases).toEqual([
      { inputs: ["bad"], label: 1 },
      { inputs: ["good"], label: 0 },
    ]);
  });

  it("reads a label for each example of a case", async () => {
    const line = { ...base, caseKind: "list of examples", cases: [["good", "bad"]], labels: [[1, 0]] };
    expect(await results(line, { good: 1, bad: 0 })).toEqual(["passed"]);
    expect(await results(line, { good: 1, bad: 1 })).toEqual(["failed"]);
  });
});

describe("expectations of the format", () => {
  const p = (...proba: number[]): unknown => ({ label: proba.indexOf(Math.max(...proba)), proba });
  const cases = [["a", "b"]];

  it.each([
    ["equal", { kind: "equal", to: 1 }, { good: 1, bad: 0 }, ["passed", "failed"]],
    ["notEqual", { kind: "notEqual", to: 0 }, { good: 1, bad: 0 }, ["passed", "failed"]],
    ["equalOrWhenLabel1NotZero", { kind: "equalOrWhenLabel1NotZero" }, { good: 2, bad: 0 }, ["passed", "failed"]],
  ])("%s", async (_, expectation, predictions, wanted) => {
    expect(await results({ ...base, expect: expectation }, predictions)).toEqual(wanted);
  });

  it.each([
    ["kept label", p(0.6, 0.4), p(0.9, 0.1), "passed"],
    ["within tolerance", p(0.52, 0.48), p(0.48, 0.52), "passed"],
    ["changed", p(0.6, 0.4), p(0.4, 0.6), "failed"],
    ["labels only, kept", 1, 1, "passed"],
    ["labels only, changed", 1, 0, "failed"],
  ])("invariant: %s", async (_, a, b, wanted) => {
    expect(await results({ ...pairs, cases, expect: { kind: "invariant", tolerance: 0.1 } }, { a, b })).toEqual([
      wanted,
    ]);
  });

  const up = { kind: "monotonic", label: "original prediction", increasing: true, tolerance: 0.1 };
  const slice = { keepCaseWhen: "every non-first example has original prediction != 1" };

  it.each([
    ["rises", up, p(0.7, 0.3), p(0.8, 0.2), "passed"],
    ["falls within tolerance", up, p(0.7, 0.3), p(0.65, 0.35), "passed"],
    ["falls", up, p(0.7, 0.3), p(0.5, 0.5), "failed"],
    ["cannot fail downwards", { ...up, increasing: false }, p(0.95, 0.05), p(0.99, 0.01), "notApplicable"],
    ["sliced away", { ...up, ...slice }, p(0.3, 0.7), p(0.9, 0.1), "notApplicable"],
    ["sliced in", { ...up, ...slice }, p(0.7, 0.3), p(0.1, 0.9), "failed"],
    ["of a class", { ...up, label: 1 }, p(0.7, 0.3), p(0.5, 0.5), "passed"],
    ["of a class that cannot fall further", { ...up, label: 1 }, p(0.95, 0.05), p(1, 0), "notApplicable"],
    ["labels only, kept", up, 1, 1, "passed"],
    ["labels only, downwards", { ...up, increasing: false }, 1, 0, "notApplicable"],
  ])("monotonic: %s", async (_, expectation, a, b, wanted) => {
    expect(await results({ ...pairs, cases, expect: expectation }, { a, b })).toEqual([wanted]);
  });

  it("scoreChange needs probabilities", async () => {
    const line = {
      ...pairs,
      cases,
      expect: { kind: "scoreChange", score: "p[1] - p[0]", direction: "not down", tolerance: 0.1 },
    };
    expect(await results(line, { a: p(0.3, 0.7), b: p(0.34, 0.66) })).toEqual(["passed"]);
    expect(await results(line, { a: p(0.3, 0.7), b: p(0.4, 0.6) })).toEqual(["failed"]);
    await expect(results(line, { a: 0, b: 1 })).rejects.toMatchObject({
      code: "invalidPrediction",
      details: { test: "words" },
    });
  });
});

describe("suites of pairs and of questions", () => {
  it("asks about pairs of texts, alone or in lists", async () => {
    const one = {
      ...base,
      exampleKind: "pair",
      expect: { kind: "equal", to: 0 },
      cases: [
        ["a?", "b?"],
        ["c?", "c?"],
      ],
    };
    const list = {
      ...pairs,
      name: "list",
      exampleKind: "pair",
      cases: [
        [
          ["a?", "b?"],
          ["b?", "a?"],
        ],
      ],
      expect: { kind: "equal", to: 0, keepCaseWhen: "every non-first example has original prediction == 1" },
    };
    const suite = await loadCheckListSuite<readonly [string, string]>(text(one, list));
    const same = (asked: readonly (readonly [string, string])[]): number[] => asked.map(([a, b]) => (a >= b ? 1 : 0));
    const report = await runSuite(suite, same, { compat: "checklist" });
    expect(report.tests.map(({ caseResults }) => caseResults)).toEqual([["passed", "failed"], ["notApplicable"]]);
    const turned = await runSuite(suite, (asked) => same(asked).map((each) => 1 - each), { compat: "checklist" });
    expect(turned.tests[1]?.caseResults).toEqual(["passed"]);
  });

  const answered = async (line: object, answers: Record<string, string>): Promise<readonly string[] | undefined> => {
    const suite = await loadCheckListSuite<readonly [string, string]>(text(line));
    const report = await runSuite(suite, (asked) => asked.map(([context]) => answers[context] ?? ""), {
      compat: "checklist",
    });
    return report.tests[0]?.caseResults;
  };

  it.each(["equalStripped", "strippedAnswer", "answerAfterClean"])(
    "takes articles and stops off answers: %s",
    async (kind) => {
      const line = {
        ...base,
        expect: { kind },
        caseKind: "list of examples",
        cases: [
          [
            ["1", "who?"],
            ["2", "who?"],
          ],
          [["3", "who?"]],
        ],
        labels: [["Ann", "the nurse."], ["Ben"]],
      };
      expect(await answered(line, { 1: "the Ann.", 2: "nurse", 3: "Bob" })).toEqual(["passed", "failed"]);
      // What is taken off is a set of letters: the release took more than it meant to.
      expect(await answered(line, { 1: "Ann", 2: "urse", 3: "an Ben" })).toEqual(["passed", "passed"]);
    },
  );

  it("puts what was changed in the input into the answer", async () => {
    const line = {
      ...pairs,
      expect: { kind: "equalSubstituted" },
      cases: [
        [
          ["Ann ran", "who?"],
          ["Eve ran", "who?"],
        ],
      ],
      meta: [[null, ["Ann", "Eve"]]],
    };
    expect(await answered(line, { "Ann ran": "Ann, not Anna", "Eve ran": "Eve, not Anna" })).toEqual(["passed"]);
    expect(await answered(line, { "Ann ran": "Ann", "Eve ran": "Ann" })).toEqual(["failed"]);
    const untold = { ...line, meta: null };
    expect(await answered(untold, { "Ann ran": "Ann", "Eve ran": "Ann" })).toEqual(["passed"]);
  });

  it.each([
    [[1, 1, 1], "passed"],
    [[1, 1, 0], "failed"],
    [[0, 1, 0], "failed"],
    [[1, 0, 1], "notApplicable"],
    [[0, 0, 1], "notApplicable"],
  ])("implications over three pairs: %j", async ([a, b, c], wanted) => {
    const line = { ...pairs, type: "DIR", expect: { kind: "impliedPair" }, cases: [["a", "b", "c"]] };
    expect(await results(line, { a, b, c })).toEqual([wanted]);
  });
});

describe("a file that is no suite", () => {
  it.each([
    ["a line cut off", { text: `${JSON.stringify(base)}\n{"suite":"demo","na` }, "invalidFile", /line 2/],
    ["a type that does not exist", text({ ...base, type: "XYZ" }), "invalidFile", /line 1.*type/],
    [
      "cases that are no lists",
      text({ ...pairs, expect: { kind: "invariant", tolerance: 0 } }),
      "invalidFile",
      /case 0/,
    ],
    ["a sample beyond the cases", text({ ...base, sample: [7] }), "invalidFile", /case 7/],
    [
      "an unknown expectation",
      text({ ...base, expect: { kind: "equals" } }),
      "unknownExpectation",
      /did you mean "equal"/,
    ],
    [
      "a rule that is not known",
      text({ ...base, expect: { kind: "equal", to: 1, keepCaseWhen: "it rains" } }),
      "invalidFile",
      /it rains/,
    ],
    ["gzip that is cut off", gzipSync(text(base).text).subarray(0, 40), "invalidFile", /cannot be read/],
    ["no file", "/does/not/exist.jsonl", "invalidFile", /cannot be read/],
    ["bytes that are not UTF-8", Uint8Array.of(0xff, 0xfe, 0x41), "invalidFile", /cannot be read/],
  ])("%s", async (_, source, code, message) => {
    const loading = loadCheckListSuite(source, { sample: true });
    await expect(loading).rejects.toMatchObject({
      name: "BehaviorError",
      code,
      message: expect.stringMatching(message) as string,
    });
  });

  it("but kinds of one's own can be given", async () => {
    const { equals } = await import("@mlsys/behavior");
    const suite = await loadCheckListSuite(text({ ...base, expect: { kind: "mine" } }), {
      expectations: { mine: () => equals(1) },
    });
    expect(suite.tests.length).toBe(1);
  });
});
