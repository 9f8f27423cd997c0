import { defineSuite, invariant, perturb, runSuite, typos } from "@mlsys/behavior";
import type { ClassPrediction, Suite } from "@mlsys/behavior";
import { randomState } from "@mlsys/core";
import type { BenchmarkCase } from "../benchmark-case.ts";
import { makeCorpus } from "../corpus.ts";

/**
 * CheckList 0.0.11 imports nothing on a current Python without downloads, so it stands here by name. On two cores of the kind used for
 * this project, under Python 3.11, its own code took 384 ms for the typos and 1,087 ms for the evaluation.
 */
const peer = { name: "checklist", version: "0.0.11" } as const;

/** Perturbing and judging at the size of CheckList's released sentiment suite. */
export const behaviorCases: readonly BenchmarkCase[] = [
  {
    name: "checklist-typos-20k",
    n: 20_000,
    peer,
    goal: 19,
    prepare: () => {
      const tweets = makeCorpus(20_000, 0).sentences.map((sentence) => sentence.slice(0, 109));
      return Promise.resolve({ run: () => perturb(tweets, typos()) });
    },
  },
  {
    name: "checklist-evaluate-86k",
    n: 86_420,
    peer,
    goal: 18,
    prepare: () => {
      const suite = sentimentSuite();
      const predictions = predictionsFor(suite);
      const known = (texts: readonly string[]): ClassPrediction<number>[] =>
        texts.map((text) => predictions.get(text) as ClassPrediction<number>);
      const run = () => runSuite(suite, known, { compat: "checklist", batchSize: 1_000_000 });
      return Promise.resolve({ run });
    },
  },
];

type Sentiment = Suite<string, ClassPrediction<number>>;

/** 20 tests of 74,000 labelled texts, 18 of 12,420 texts with their changed forms: 86,420 cases, 172,000 examples. */
function sentimentSuite(): Sentiment {
  const { sentences } = makeCorpus(166_000, 1);
  let at = 0;
  const next = (count: number): string[] =>
    sentences.slice(at, (at += count)).map((text, i) => `${text.slice(0, 60)} ${i}`);
  return defineSuite<string, ClassPrediction<number>>("sentiment", (t) => {
    for (let i = 0; i < 20; i++)
      t.mft(`words ${i}`, { cases: next(3700).map((input, k) => ({ input, label: k % 3 })), capability: "vocabulary" });
    for (let i = 0; i < 18; i++) {
      const originals = next(690);
      const cases = originals.map((text, k) => [
        text,
        ...Array.from({ length: 7 }, (_, j) => `${text} ${(k + j) % 9}`),
      ]);
      const examples = i === 17 ? cases.map((each) => each.slice(0, 6)) : cases;
      t.inv(`changed ${i}`, { cases: examples, expect: invariant({ tolerance: 0.1 }), capability: "robustness" });
    }
  });
}

function predictionsFor({ tests }: Sentiment): Map<string, ClassPrediction<number>> {
  const rng = randomState(2);
  const known = new Map<string, ClassPrediction<number>>();
  for (const { cases } of tests)
    for (const { inputs } of cases)
      for (const text of inputs) {
        const [a, b, c] = [rng.randomSample(), rng.randomSample(), rng.randomSample()];
        const sum = a + b + c;
        known.set(text, { label: a > b && a > c ? 0 : b > c ? 1 : 2, proba: { 0: a / sum, 1: b / sum, 2: c / sum } });
      }
  return known;
}
