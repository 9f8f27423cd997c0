import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { equals, importCheckList, notEquals, ofOriginal, runSuite, scoreChange, when } from "@mlsys/behavior";
import type { BehaviorReport, CaseResult, Expectation, ImportedSuite } from "@mlsys/behavior";
import {
  equalOrNotNegative,
  equalStripped,
  equalSubstituted,
  impliedPair,
  recordedPredictor,
} from "@mlsys/behavior/checklist";
import { sha256 } from "@mlsys/core";
import { describe, expect, it } from "vitest";
import { hashedProbabilities } from "../bag-of-hashes.ts";

type Name = "sentiment" | "qqp" | "squad";
type Example = string | readonly string[];
type Own = Expectation<never, unknown>;

interface Figures {
  readonly file: string;
  readonly tests: Readonly<Record<string, number>>;
  readonly cases: number;
  readonly examples: number;
  readonly distinct: number;
  readonly sampled: number;
}

interface Verdicts {
  readonly name: string;
  readonly cases: number;
  readonly filtered: number;
  readonly fails: number;
  readonly sha256: string;
}

const jsonIn = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
const besides = (name: string): string => path.join(import.meta.dirname, name);
const figures = jsonIn(besides("figures.json")) as Readonly<Record<Name, Figures>>;
const bert = jsonIn(besides("squad-bert.json")) as readonly (readonly [failed: number, cases: number])[];

const folder = process.env["MLSYS_CHECKLIST_RELEASE"];
const files = folder === undefined ? [] : readdirSync(folder, { recursive: true, encoding: "utf8" });
const found = (name: string): string | undefined => {
  const file = files.find((each) => path.basename(each) === name);
  return file === undefined ? undefined : path.join(folder ?? "", file);
};
const names = Object.keys(figures) as Name[];
const present = names.filter((name) => found(figures[name].file) !== undefined);

/** What only the authors' code says, in our words: by what the importer found in its place, and the test's name. */
function authored(name: Name, { tests, unmapped }: ImportedSuite<Example>): Readonly<Record<string, Own>> {
  const rules = unmapped.map(({ test, known }): readonly [string, Own] => {
    const { type, aggregate, cases } = tests.find((each) => each.name === test) ?? {};
    if (name === "squad") return [test, type === "INV" ? equalSubstituted() : equalStripped()];
    if (known !== undefined) {
      const slice: Own = known.data.kind === "equals" ? ofOriginal(equals(1)) : ofOriginal(notEquals(1));
      return [test, when<never, unknown, never, unknown>(slice, known)];
    }
    if (name === "qqp") return [test, cases?.[0]?.inputs.length === 3 ? impliedPair() : notEquals(0)];
    if (type === "DIR") {
      const direction = test.includes("negative") ? "not up" : "not down";
      return [test, scoreChange({ 2: 1, 0: -1 }, { direction, tolerance: 0.1 })];
    }
    return [test, aggregate === "all" && test.startsWith("Q & A") ? equalOrNotNegative() : notEquals(0)];
  });
  return Object.fromEntries(rules);
}

function suiteOf(name: Name, sample = false): ImportedSuite<Example> {
  const bytes = readFileSync(found(figures[name].file) ?? "");
  return importCheckList<Example>(bytes, { expectations: authored(name, importCheckList<Example>(bytes)), sample });
}

const wordsOf = (example: Example): string[] =>
  typeof example === "string"
    ? example.split(" ").filter((word) => word !== "")
    : example.flatMap((text, i) => text.split(" ").flatMap((word) => (word === "" ? [] : [`${i + 1}:${word}`])));

function run(suite: ImportedSuite<Example>, how: string, only?: readonly string[]): Promise<BehaviorReport> {
  const classes = suite.tests.some(({ name }) => name === "single positive words") ? 3 : 2;
  const softmax = (examples: readonly Example[]): object[] =>
    examples.map((example) => hashedProbabilities(wordsOf(example), classes));
  const hard = (examples: readonly Example[]): object[] =>
    examples.map((example) => ({ label: hashedProbabilities(wordsOf(example), classes).label }));
  const predict = how.includes("BERT") ? recordedPredictor(suite) : how.includes("hard label") ? hard : softmax;
  return runSuite(suite as never, predict as never, {
    compat: "checklist",
    batchSize: 10_000,
    ...(only && { only: { name: only } }),
  });
}

const SIGNS: Readonly<Record<CaseResult, string>> = { passed: "1", failed: "0", notApplicable: "-", error: "?" };

describe.skipIf(present.length === 0)("a released suite (MLSYS_CHECKLIST_RELEASE)", { timeout: 120_000 }, () => {
  it.each(present)("is read whole, without its code: %s", async (name) => {
    const suite = suiteOf(name);
    const { summary } = await run(suite, name === "squad" ? "BERT" : "softmax");
    const samples = [...suite.samples.values()].reduce((sum, { length }) => sum + length, 0);
    const ofType = (type: string): number => suite.tests.filter((each) => each.type === type).length;
    const { file } = figures[name];
    const tests = { MFT: ofType("MFT"), INV: ofType("INV"), DIR: ofType("DIR") };
    const { cases, examples, distinctExamples: distinct } = summary;
    expect({ file, tests, cases, examples, distinct, sampled: samples || cases }).toEqual(figures[name]);
  });

  it.skipIf(present.length < names.length)("has its own expectations told, and its authors' named", () => {
    const unmapped = names.flatMap((name) => {
      const bytes = readFileSync(found(figures[name].file) ?? "");
      return importCheckList(bytes).unmapped.map(({ known }) => known?.data.kind ?? "their own");
    });
    const tests = names.flatMap((name) => suiteOf(name).tests).length;
    const told = unmapped.filter((kind) => kind !== "their own").length;
    expect({ tests, whole: tests - unmapped.length, lessTheSlice: told, others: unmapped.length - told }).toEqual({
      tests: 115,
      whole: 85,
      lessTheSlice: 7,
      others: 23,
    });
  });

  it.skipIf(!present.includes("squad"))("has BERT's failures over all 24 tests: SQuAD", async () => {
    const { tests, summary } = await run(suiteOf("squad"), "BERT");
    expect(tests.map(({ counts }) => [counts.failed, counts.run])).toEqual(bert);
    expect(summary.failed).toBe(7030);
    expect(tests.map(({ counts }) => [counts.given, counts.distinct])).toContainEqual([500, 410]);
  });

  it.skipIf(!present.includes("qqp"))("shows what its summary hides: question pairs", async () => {
    const { tests } = await run(suiteOf("qqp"), "softmax");
    const counts = tests.map(({ counts: { given, distinct } }) => [given, distinct]);
    expect(counts).toContainEqual([6000, 60]);
    expect(counts).toContainEqual([2000, 48]);
    expect(tests.filter(({ flags }) => flags.includes("vacuous")).map((test) => test.counts.given)).toEqual([326]);
  });

  const golden = found("golden.json");
  const runs = golden === undefined ? [] : Object.entries(jsonIn(golden) as Record<string, readonly Verdicts[]>);
  const known = runs.filter(([key]) => present.includes(key.split("/")[0] as Name));
  it.skipIf(known.length === 0).each(known)(
    "is judged as CheckList's own code did, case by case: %s",
    async (key, wanted) => {
      const suite = suiteOf(key.split("/")[0] as Name, key.includes("released sample"));
      const own = wanted.map(({ name }) => name);
      const { tests } = await run(suite, key, own);
      const ours = tests.map(({ name, counts, caseResults }) => ({
        name,
        cases: counts.given,
        filtered: counts.notApplicable,
        fails: counts.failed,
        sha256: sha256(caseResults.map((result) => SIGNS[result]).join("")),
      }));
      const theirs = wanted.map(({ name, cases, filtered, fails, sha256: hash }) => ({
        name,
        cases,
        filtered,
        fails,
        sha256: hash,
      }));
      expect(ours).toEqual(theirs);
    },
  );
});
