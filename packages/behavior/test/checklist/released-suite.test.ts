import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { contractions, defineSuite, editor, perturb, runSuite, sameTags } from "@mlsys/behavior";
import type { CaseResult, FillIn, Label, Prediction, TagsPrediction, TemplateShape } from "@mlsys/behavior";
import { loadCheckListSuite } from "@mlsys/behavior/checklist";
import { sha256 } from "@mlsys/core";
import { describe, expect, it } from "vitest";
import { bagOfHashes } from "./bag-of-hashes.ts";
import { sharedFile } from "./shared-data.ts";

const suiteFile = sharedFile("checklist-sentiment/suite.jsonl.gz") ?? "";
const referenceFile = sharedFile("checklist-sentiment/reference-results.json") ?? "";

interface ReferenceTest {
  readonly name: string;
  readonly cases: number;
  readonly filtered: number;
  readonly fails: number;
  readonly sha256: string;
}

interface Line {
  readonly name: string;
  readonly cases: readonly unknown[];
  readonly templates:
    | readonly {
        readonly template: TemplateShape;
        readonly nsamples: number | null;
        readonly unroll: boolean;
        readonly fill: readonly (readonly [string, readonly FillIn[]])[];
      }[]
    | null;
}

function linesOf(file: string): Line[] {
  const text = gunzipSync(readFileSync(file)).toString("utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

/** The words of a case that are not in all of its texts: names. */
function changedTokens(texts: readonly (readonly string[])[]): string[] {
  const all = texts.flat().filter((token) => /\p{L}/u.test(token));
  return all.filter((token) => !texts.every((text) => text.includes(token)));
}

const SIGNS: Readonly<Record<CaseResult, string>> = { passed: "1", failed: "0", notApplicable: "-", error: "?" };
const labelsOnly = (texts: readonly string[]): Label[] => bagOfHashes(texts).map(({ label }) => label);

const runs: readonly [string, boolean, (texts: readonly string[]) => (Prediction | Label)[]][] = [
  ["sentiment/bag-of-hashes softmax, all cases", false, bagOfHashes],
  ["sentiment/bag-of-hashes softmax, released sample", true, bagOfHashes],
  ["sentiment/bag-of-hashes hard label (confidence 1), all cases", false, labelsOnly],
];

describe.skipIf(suiteFile === "" || referenceFile === "")(
  "CheckList's released sentiment suite",
  { timeout: 60_000 },
  () => {
    it.each(runs)("gives the reference's verdict on every case: %s", async (key, sample, predict) => {
      const reference = (JSON.parse(readFileSync(referenceFile, "utf8")) as Record<string, ReferenceTest[]>)[key] ?? [];
      const suite = await loadCheckListSuite(suiteFile, { sample });
      const names = reference.map(({ name }) => name);
      const report = await runSuite(suite, predict, { compat: "checklist", only: { name: names }, batchSize: 10_000 });
      const found = report.tests.map(({ name, counts, caseResults }) => ({
        name,
        cases: counts.given,
        filtered: counts.notApplicable,
        fails: counts.failed,
        sha256: sha256(caseResults.map((result) => SIGNS[result]).join("")),
      }));
      expect(found).toEqual(
        reference.map(({ name, cases, filtered, fails, sha256: hash }) => ({
          name,
          cases,
          filtered,
          fails,
          sha256: hash,
        })),
      );
    });

    it("is regenerated from its templates, 62,198 cases of 14 tests, in order", () => {
      let [tests, cases] = [0, 0];
      for (const line of linesOf(suiteFile)) {
        if (line.templates === null || line.templates.some(({ nsamples }) => nsamples !== null)) continue;
        const { template } = editor();
        const made = line.templates.flatMap((each) => {
          const fill = Object.fromEntries(each.fill);
          const filled = template(each.template, fill, { order: Object.keys(fill), compat: "checklist" });
          return Array.from((each.unroll ? filled.flat() : filled).all(), ({ input }) => input);
        });
        if (made.length !== line.cases.length) continue;
        expect(made).toEqual(line.cases);
        tests++;
        cases += made.length;
      }
      expect([tests, cases]).toEqual([14, 62_198]);
    });

    it("has its contractions given back, 1,000 cases of 1,000", () => {
      const cases = linesOf(suiteFile).find(({ name }) => name === "contractions")?.cases as readonly string[][];
      const found = perturb(
        cases.map(([original = ""]) => original),
        contractions({ compat: "checklist" }),
      );
      expect(found.map(({ inputs }) => inputs)).toEqual(cases);
      expect(cases.reduce((count, { length }) => count + length - 1, 0)).toBe(1074);
    });

    it("has 331 changed names, over which a tagger by list keeps its tags whatever the number of tokens", async () => {
      const cases = linesOf(suiteFile).find(({ name }) => name === "change names")?.cases as readonly string[][];
      const tokensOf = (text: string): string[] =>
        text.match(/[\p{L}\p{N}@#_]+(?:['’-][\p{L}\p{N}_]+)*|[^\s\p{L}\p{N}]/gu) ?? [];
      const known = new Set(cases.flatMap((texts) => changedTokens(texts.map(tokensOf))));
      const tagger = (texts: readonly string[]): TagsPrediction[] =>
        texts.map((text) => {
          const tokens = tokensOf(text);
          return { tokens, tags: tokens.map((token) => (known.has(token) ? "PER" : "O")) };
        });
      const suite = defineSuite<string, TagsPrediction>("names", (t) => t.inv("names", { cases, expect: sameTags() }));
      const [test] = (await runSuite(suite, tagger)).tests;
      const lengths = cases.map((texts) => new Set(texts.map((text) => tokensOf(text).length)).size);
      // In eight cases every name was exchanged for itself.
      expect(test?.counts).toMatchObject({ given: 331, notApplicable: 8, run: 323, failed: 0 });
      expect(lengths.filter((different) => different > 1).length).toBeGreaterThan(0);
      const forgetful = await runSuite(suite, (texts) =>
        tagger(texts).map(({ tokens, tags }, i) => ({ tokens, tags: i % 7 === 0 ? tags.map(() => "O") : tags })),
      );
      expect(forgetful.tests[0]?.counts.failed).toBeGreaterThan(30);
    });

    it("shows by default what the reference's summary hides", async () => {
      const report = await runSuite(await loadCheckListSuite(suiteFile), bagOfHashes, { batchSize: 10_000 });
      const test = (name: string) => report.tests.find((each) => each.name === name);
      expect(test("change numbers")?.counts.noOp).toBe(1259);
      expect(test("typos")?.counts.noOp).toBe(8);
      expect(test("change names")?.counts.noOp).toBe(104);
      expect(test("used to, but now")?.counts).toMatchObject({ given: 8000, distinct: 8000 - 2985 });
      expect(test("used to, but now")?.flags).toContain("duplicated");
      expect(report.summary).toMatchObject({ cases: 86_420, examples: 178_578, distinctExamples: 164_771 });
    });
  },
);
