import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  changeNumbers,
  contractions,
  defineSuite,
  editor,
  parseSuite,
  perturb,
  runSuite,
  serializeSuite,
  typos,
  writeRawExamples,
} from "@mlsys/behavior";
import type { LabelPrediction, Perturbation, Suite } from "@mlsys/behavior";
import type { BenchmarkCase, PreparedCase } from "../benchmark-case.ts";
import { questionsSuite, sentimentSuite } from "../checklist/suites.ts";
import type { PlannedSuite } from "../checklist/suites.ts";
import { large, small } from "../checklist/templates.ts";
import type { PlannedTemplate } from "../checklist/templates.ts";
import { makeTweets } from "../checklist/tweets.ts";

/**
 * CheckList's own core, which a current Python imports once what its core does not use is stood in for. The goals are times to reach; the
 * ratios are its times over those, both as noted when its code was read: two cores, Python 3.11.
 */
const peer = { python: "checklist" } as const;
const tenths = { name: "its ten tenths", version: process.version } as const;

/** Perturbing, filling templates, judging and writing, at the size of CheckList's released suites. */
export const cases: readonly BenchmarkCase[] = [
  { name: "checklist-typos-20k", n: 20_000, peer, goal: 19, goalMs: 20, prepare: perturbing(typos()) },
  { name: "checklist-contractions-20k", n: 20_000, peer, goal: 20, goalMs: 60, prepare: perturbing(contractions()) },
  {
    name: "checklist-numbers-20k",
    n: 20_000,
    peer,
    goal: 11,
    goalMs: 40,
    prepare: perturbing(changeNumbers({ results: 10 })),
  },
  { name: "checklist-template-54k", n: 53_820, peer, goal: 13, goalMs: 15, prepare: filling(large) },
  { name: "checklist-template-9k", n: 8658, peer, goal: 10, goalMs: 3, prepare: filling(small) },
  { name: "checklist-evaluate-86k", n: 86_420, peer, goal: 18, goalMs: 60, prepare: evaluating(sentimentSuite) },
  { name: "checklist-evaluate-63k", n: 63_216, peer, goal: 17, goalMs: 60, prepare: evaluating(questionsSuite) },
  { name: "checklist-write-86k", n: 86_420, peer, goal: 3, goalMs: 60, prepare: writing(sentimentSuite) },
  { name: "checklist-write-63k", n: 63_216, peer, goal: 5, goalMs: 100, prepare: writing(questionsSuite) },

  // Ten times as many cases may take 10.5 times as long; the peer is the ten tenths, one after the other, with all that they gave.
  { name: "behavior-growth-typos", n: 200_000, peer: tenths, goal: 0.95, prepare: growing(typos()) },
  { name: "behavior-growth-numbers", n: 200_000, peer: tenths, goal: 0.95, prepare: growing(changeNumbers()) },
  { name: "behavior-growth-contractions", n: 200_000, peer: tenths, goal: 0.95, prepare: growing(contractions()) },
  { name: "behavior-growth-template", n: 538_200, peer: tenths, goal: 0.95, prepare: growingTemplate },
  { name: "behavior-growth-evaluate", n: 400_000, peer: tenths, goal: 0.95, prepare: growingRun },
  { name: "behavior-growth-write", n: 400_000, peer: tenths, goal: 0.95, prepare: growingWrite },
  { name: "behavior-growth-serialize", n: 400_000, peer: tenths, goal: 0.95, prepare: growingText },
  { name: "behavior-growth-parse", n: 200_000, peer: tenths, goal: 0.95, prepare: growingParse },
];

type Prepare = (folder: string) => Promise<PreparedCase>;

function perturbing(perturbation: Perturbation<string>): Prepare {
  return async (folder) => {
    const tweets = await share(folder, "tweets", makeTweets(20_000));
    return { run: () => perturb(tweets, perturbation) };
  };
}

function filling(templates: readonly PlannedTemplate[]): Prepare {
  return async (folder) => {
    await share(folder, "templates", templates);
    const { template } = editor();
    return { run: () => templates.map(({ text, fill }) => template(text, fill).toArray()) };
  };
}

function evaluating<I>(plan: () => Promise<PlannedSuite<I>>): Prepare {
  return async (folder) => {
    const planned = await plan();
    await shareSuite(folder, planned);
    const { suite, answers } = planned;
    return { run: () => runSuite(suite, () => answers, { compat: "checklist", batchSize: 1_000_000 }) };
  };
}

function writing<I>(plan: () => Promise<PlannedSuite<I>>): Prepare {
  return async (folder) => {
    const planned = await plan();
    await shareSuite(folder, planned);
    return { run: () => writeRawExamples(planned.suite, join(folder, "raw.jsonl")) };
  };
}

function growing(perturbation: Perturbation<string>): Prepare {
  return () => growingIn(makeTweets(200_000), (tweets) => perturb(tweets, perturbation));
}

function growingTemplate(): Promise<PreparedCase> {
  const [{ text, fill }] = large as [PlannedTemplate];
  const words = Array.from({ length: 460 }, (_, i) => `adj${i}`);
  const { template } = editor();
  return growingIn(words, (adj) => template(text, { ...fill, adj }).toArray());
}

type GrowingCase = ReturnType<typeof growingCases>[number];

function growingCases(count: number): { readonly input: string; readonly label: number }[] {
  return makeTweets(count).map((tweet, i) => ({ input: `${tweet} ${i}`, label: i % 2 }));
}

/** Suites are made anew each time: what is known of one is kept. */
function growingSuite(cases: readonly GrowingCase[]): Suite<string, LabelPrediction<number>> {
  return defineSuite("growth", (t) => t.mft("all", { cases }));
}

function growingRun(): Promise<PreparedCase> {
  const judge = (own: readonly GrowingCase[]): Promise<unknown> =>
    runSuite(growingSuite(own), (texts) => texts.map(({ length }) => length % 2), { batchSize: 10_000 });
  return growingIn(growingCases(400_000), judge);
}

function growingWrite(folder: string): Promise<PreparedCase> {
  const file = join(folder, "raw.jsonl");
  const write = (own: readonly GrowingCase[]): Promise<unknown> => writeRawExamples(growingSuite(own), file);
  return growingIn(growingCases(400_000), write);
}

function growingText(): Promise<PreparedCase> {
  return growingIn(growingCases(400_000), (own) => serializeSuite(growingSuite(own)));
}

function growingParse(): Promise<PreparedCase> {
  const cases = growingCases(200_000);
  const json = serializeSuite(growingSuite(cases));
  const parts = tenthsOf(cases).map((part) => serializeSuite(growingSuite(part)));
  const peer = async (): Promise<void> => {
    await holding(parts, (part) => parseSuite(part));
  };
  return Promise.resolve({ run: () => parseSuite(json), peer });
}

function growingIn<T>(items: readonly T[], work: (items: readonly T[]) => unknown): Promise<PreparedCase> {
  const parts = tenthsOf(items);
  const peer = async (): Promise<void> => {
    await holding(parts, work);
  };
  return Promise.resolve({ run: () => work(items), peer });
}

function tenthsOf<T>(items: readonly T[]): T[][] {
  const size = items.length / 10;
  return Array.from({ length: 10 }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/** All results are kept until the last is there, as those of the whole are. */
async function holding<T>(parts: readonly T[], work: (part: T) => unknown): Promise<unknown[]> {
  const results: unknown[] = [];
  for (const part of parts) results.push(await work(part));
  return results;
}

async function shareSuite<I>(folder: string, { tests, all }: PlannedSuite<I>): Promise<void> {
  await share(folder, "tests", tests);
  await share(
    folder,
    "predictions",
    all.map(({ proba = {} }) => Object.values(proba)),
  );
}

/** Both sides take what the file holds. */
async function share<T>(folder: string, name: string, content: T): Promise<T> {
  const json = JSON.stringify(content);
  await writeFile(join(folder, `${name}.json`), json);
  return JSON.parse(json) as T;
}
