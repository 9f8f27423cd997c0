// Suites that CheckList's own core made, saved and ran (make-vectors.py): read without its code, and judged the same case by case.
import { readFileSync } from "node:fs";
import path from "node:path";
import {
  and,
  customExpectation,
  equals,
  importCheckList,
  invariant,
  notEquals,
  ofOriginal,
  or,
  runSuite,
  scoreChange,
  when,
} from "@mlsys/behavior";
import type { CaseResult, ClassPrediction, Expectation, Label } from "@mlsys/behavior";
import { equalStripped, recordedPredictor } from "@mlsys/behavior/checklist";
import { describe, expect, it } from "vitest";
import { hashedProbabilities } from "../bag-of-hashes.ts";

type Vectors = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
type Own = Expectation<never, unknown>;

const fileIn = (name: string): Buffer => readFileSync(path.join(import.meta.dirname, name));
const vectors = JSON.parse(fileIn("vectors.json").toString("utf8")) as Vectors;
const SIGNS: Readonly<Record<CaseResult, string>> = { passed: "1", failed: "0", notApplicable: "-", error: "?" };

const changes = (direction: "up" | "down", tolerance: number): Own => ({
  data: { kind: "change", direction, of: "original", skipsCertain: true, atLeast: -tolerance, inclusive: true },
});

const labelIn = (prediction: unknown): Label | undefined => (prediction as ClassPrediction).label;
const surest = (prediction: unknown): number => Math.max(...Object.values((prediction as ClassPrediction).proba ?? {}));

/** Of a test whose cases are kept or left out whole: what its author asked, in our words. */
const ofCase = (name: string, keeps: (predictions: readonly unknown[]) => boolean): Own =>
  customExpectation(name, ({ predictions }) => keeps(predictions));

/** What the importer cannot tell, since only its authors' code says it. */
const authored: Readonly<Record<string, Readonly<Record<string, Own>>>> = {
  sentiment: {
    "not a constant": notEquals(0),
    "up, not neutral": when<never, unknown, never, unknown>(ofOriginal(notEquals(1)), changes("up", 0.1)),
    "down where it was sure": when(
      ofCase("sure", ([original]) => surest(original) > 0.5),
      changes("down", 0.1),
    ),
    "no class twice": when(
      ofCase("never 2", (predictions) => predictions.every((each) => labelIn(each) !== 2)),
      invariant({ tolerance: 0.1 }) as Own,
    ),
    both: and(changes("up", 0.1), invariant({ tolerance: 0.2 }) as Own),
    either: or(changes("down", 0.01), equals(0) as Own),
    score: scoreChange({ 2: 1, 0: -1 }, { direction: "not down", tolerance: 0.1 }),
    "of a case": customExpectation(
      "of a case",
      ({ prediction, original }) => labelIn(prediction) === labelIn(original),
    ),
  },
  questions: { "0 where it was 1": when(ofOriginal(equals(1)), equals(0)) },
  answers: { comparison: equalStripped() },
};

const wordsOf = (example: string | readonly string[]): string[] =>
  typeof example === "string"
    ? example.split(" ").filter((word) => word !== "")
    : example.flatMap((text, i) => text.split(" ").flatMap((word) => (word === "" ? [] : [`${i + 1}:${word}`])));

const softmax = (classes: number) => (examples: readonly (string | readonly string[])[]) =>
  examples.map((example) => hashedProbabilities(wordsOf(example), classes));
const hard = (classes: number) => (examples: readonly (string | readonly string[])[]) =>
  softmax(classes)(examples).map(({ label }) => ({ label }));

describe("a suite of CheckList's own core", () => {
  it.each(["sentiment", "questions", "answers"])("is read: every test with name, type, and cases: %s", (name) => {
    const suite = importCheckList(fileIn(`${name}.pkl`));
    const expected = Object.values(vectors[name] ?? {})[0] ?? {};
    expect(suite.tests.map((test) => [test.name, test.cases.length])).toEqual(
      Object.entries(expected).map(([test, verdicts]) => [test, verdicts.length]),
    );
    expect(suite.unmapped.map(({ test }) => test).sort()).toEqual(Object.keys(authored[name] ?? {}).sort());
  });

  it.each([
    ["sentiment", "softmax", softmax(3)],
    ["sentiment", "hard", hard(3)],
    ["questions", "softmax", softmax(2)],
    ["questions", "hard", hard(2)],
    ["answers", "answers", undefined],
  ] as const)("is judged as its own code did, case by case: %s, %s", async (name, predictor, predict) => {
    const suite = importCheckList(fileIn(`${name}.pkl`), { expectations: authored[name] ?? {} });
    const wanted = vectors[name]?.[predictor] ?? {};
    const report = await runSuite(suite as never, (predict ?? recordedPredictor(suite)) as never, {
      compat: "checklist",
      only: { name: Object.keys(wanted) },
    });
    const found = report.tests.map((test) => [test.name, test.caseResults.map((result) => SIGNS[result]).join("")]);
    expect(Object.fromEntries(found)).toEqual(wanted);
  });

  it("shows in our own mode what the reference's summary hides", async () => {
    const suite = importCheckList(fileIn("questions.pkl"), { expectations: authored["questions"] ?? {} });
    const report = await runSuite(suite as never, softmax(2) as never);
    const [different, , order, , , alone] = report.tests;
    // 40 draws with replacement of 27 pairs.
    const pairs = new Set(suite.tests[0]?.cases.map(({ inputs }) => JSON.stringify(inputs)));
    expect(different?.counts).toMatchObject({ given: 40, distinct: pairs.size });
    expect(pairs.size).toBeLessThanOrEqual(27);
    expect(different?.flags).toContain("duplicated");
    expect(order?.counts.noOp).toBeGreaterThan(0);
    expect(alone).toMatchObject({ name: "one of each", flags: ["vacuous", "duplicated"], passed: false });
  });
});
