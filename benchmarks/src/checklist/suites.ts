import { defineSuite, invariant, runSuite } from "@mlsys/behavior";
import type { ClassPrediction, Suite } from "@mlsys/behavior";
import { randomState } from "@mlsys/core";
import { makeCorpus } from "../corpus.ts";

/** One test of a generated suite: labels are for cases of one example. */
interface PlannedTest<I> {
  readonly type: "MFT" | "INV";
  readonly cases: readonly (readonly I[])[];
}

/** A suite of the size of a released one, with a prediction for each example. */
export interface PlannedSuite<I> {
  readonly tests: readonly PlannedTest<I>[];
  readonly suite: Suite<I, ClassPrediction<number>>;
  /** In the order in which a run asks: each distinct input once. */
  readonly answers: readonly ClassPrediction<number>[];
  /** Of every example of every test, in order, for a peer that asks for each. */
  readonly all: readonly ClassPrediction<number>[];
}

/** The size of CheckList's sentiment suite: 20 tests of labelled texts, 18 of changed ones; 86,420 cases, 172,670 examples. */
export function sentimentSuite(): Promise<PlannedSuite<string>> {
  const texts = numbered(86_420);
  const tests: PlannedTest<string>[] = [];
  for (let i = 0; i < 20; i++) tests.push({ type: "MFT", cases: texts.take(3700).map((text) => [text]) });
  for (let i = 0; i < 18; i++)
    tests.push({ type: "INV", cases: texts.take(690).map((text) => changed(text, i === 17 ? 6 : 8)) });
  return planned(tests, 3);
}

/** The size of CheckList's suite of question pairs: 53 tests, 63,216 cases, 207,472 examples, a sixth of them repeated. */
export function questionsSuite(): Promise<PlannedSuite<readonly [string, string]>> {
  const texts = numbered(63_216);
  const tests: PlannedTest<readonly [string, string]>[] = [];
  const pair = (text: string, k: number): readonly [string, string] => [text, `${text} ${k % 5}`];
  for (let i = 0; i < 37; i++) {
    const cases = texts.take(1200).map((text, k) => pair(text, k));
    // Released tests hold many a case twice.
    tests.push({ type: "MFT", cases: cases.map((each, k) => [k % 2 === 0 ? each : (cases[k - 1] ?? each)]) });
  }
  for (let i = 0; i < 16; i++)
    tests.push({
      type: "INV",
      cases: texts.take(1176).map((text, k) => changed(text, k % 3 === 0 ? 8 : 9).map((each) => pair(each, k))),
    });
  return planned(tests, 2);
}

function changed(text: string, size: number): string[] {
  return [text, ...Array.from({ length: size - 1 }, (_, j) => `${text} ${j % 7}`)];
}

function numbered(count: number): { readonly take: (count: number) => string[] } {
  const { sentences } = makeCorpus(count, 1);
  let at = 0;
  return { take: (size) => sentences.slice(at, (at += size)).map((text, i) => `${text.slice(0, 60)} ${i}`) };
}

async function planned<I>(given: readonly PlannedTest<I>[], classes: number): Promise<PlannedSuite<I>> {
  // As both sides would read them from a file.
  const tests = JSON.parse(JSON.stringify(given)) as typeof given;
  const suite = defineSuite<I, ClassPrediction<number>>("generated", (t) => {
    tests.forEach(({ type, cases }, i) => {
      const name = `test ${i}`;
      if (type === "INV") t.inv(name, { cases, expect: invariant({ tolerance: 0.1 }), capability: "robustness" });
      else t.mft(name, { cases: cases.map(([input], k) => ({ input: input as I, label: k % classes })) });
    });
  });
  const rng = randomState(2);
  const known = new Map<string, ClassPrediction<number>>();
  const answers: ClassPrediction<number>[] = [];
  await runSuite(suite, (inputs) => inputs.map((input) => predict(input, answers)), { compat: "checklist" });
  const all = tests.flatMap(({ cases }) => cases.flat().map((input) => known.get(JSON.stringify(input)) as never));
  return { tests, suite, answers, all };

  function predict(input: I, into: ClassPrediction<number>[]): ClassPrediction<number> {
    const draws = Array.from({ length: classes }, () => rng.randomSample());
    const sum = draws.reduce((total, draw) => total + draw, 0);
    const proba = draws.map((draw) => draw / sum);
    const prediction = { label: proba.indexOf(Math.max(...proba)), proba: Object.fromEntries(proba.entries()) };
    known.set(JSON.stringify(input), prediction);
    into.push(prediction);
    return prediction;
  }
}
